"""The groups of a newsroom, in the paper's language, in place of the two that Wagtail brings.

Not reversed: groups may have members by then.
"""

from django.conf import settings
from django.db import migrations

from presswerk.newsroom.groups import establish_groups

_WAGTAILS_GROUPS = ("Editors", "Moderators")
_WAGTAILS_WORKFLOW = "Moderators approval"


def make_groups(apps, schema_editor):
    """Retire what Wagtail brings where nobody has begun to use it, and make ours."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=_WAGTAILS_GROUPS, user=None):
        group.delete()
    for workflow in apps.get_model("wagtailcore", "Workflow").objects.filter(name=_WAGTAILS_WORKFLOW):
        if not apps.get_model("wagtailcore", "WorkflowState").objects.filter(workflow=workflow).exists():
            workflow.delete()
            apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(
                name=_WAGTAILS_WORKFLOW
            ).delete()
    establish_groups(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_page_indexes"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("jobs", "0001_initial"),
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
