"""Legal grounds and house rules to begin with. The publisher edits them from then on.

Not reversed: reports and statements may point at grounds by then.
"""

from django.db import migrations
from django.utils import timezone

from presswerk.comments.law.default_texts.grounds import GROUNDS
from presswerk.comments.law.default_texts.house_rules import TEXTS


def bring_texts(apps, schema_editor):
    """Add what is not there yet."""
    for ground in GROUNDS:
        apps.get_model("comments_law", "Ground").objects.get_or_create(code=ground["code"], defaults=ground)
    rules = apps.get_model("comments_law", "HouseRules").objects
    for language, text in TEXTS.items():
        if not rules.filter(language=language).exists():
            rules.create(language=language, text=text, valid_from=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("comments_law", "0001_initial")]

    operations = [migrations.RunPython(bring_texts, migrations.RunPython.noop)]
