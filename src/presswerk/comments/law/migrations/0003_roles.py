"""Chief editors and administrators keep grounds, house rules and settings, and answer requests about data.

Not reversed: groups may have members by then.
"""

from django.db import migrations

from presswerk.newsroom.groups import establish_groups


def give_permissions(apps, schema_editor):
    """Add the permissions that are missing."""
    establish_groups(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [
        ("comments_law", "0002_default_texts"),
        ("newsroom", "0003_groups"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
