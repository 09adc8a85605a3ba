"""Finding the picture of a file by the file's name, without keeping anybody from writing meanwhile."""

from django.db import migrations, models

_NAME = "newsroom_rendition_file"


def create(apps, schema_editor):
    how = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"CREATE INDEX {how}IF NOT EXISTS {_NAME} ON newsroom_rendition (file)")


def drop(apps, schema_editor):
    how = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP INDEX {how}IF EXISTS {_NAME}")


class Migration(migrations.Migration):
    # CREATE INDEX CONCURRENTLY does not run inside a transaction.
    atomic = False

    dependencies = [("newsroom", "0007_shown_pictures")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(create, drop)],
            state_operations=[
                migrations.AddIndex(
                    model_name="rendition", index=models.Index(fields=["file"], name=_NAME)
                )
            ],
        )
    ]
