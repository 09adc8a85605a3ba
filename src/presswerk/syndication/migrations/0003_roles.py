"""Whoever leads the paper may change the settings of being found.

Not reversed: groups may have members by then.
"""

from django.db import migrations

from presswerk.newsroom.groups import establish_groups


def give_permissions(apps, schema_editor):
    """Add the permission that is missing."""
    establish_groups(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0003_groups"),
        ("syndication", "0002_settings_cards_icons"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
