"""Whoever leads the paper may change the statement on accessibility.

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
        ("accessibility", "0001_settings"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
