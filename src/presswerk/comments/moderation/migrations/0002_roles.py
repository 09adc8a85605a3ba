"""Moderators, editors and those above them get the desk. Not reversed: groups belong to the newspaper."""

from django.db import migrations

from presswerk.newsroom.groups import establish_groups


def give_permissions(apps, schema_editor):
    establish_groups(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0001_initial"),
        ("comments", "0002_desk_indexes"),
        ("newsroom", "0005_scheduled_index"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
