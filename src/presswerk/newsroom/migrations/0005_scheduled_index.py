"""An index of the revisions that will be published: a few, in a table of a million.

Without it SQLite walks all revisions of pages to find those with a moment, for the dashboard and for the
filter of the list of articles.
"""

from django.db import migrations

_NAME = "newsroom_revision_scheduled"


def create(apps, schema_editor):
    how = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(
        f"CREATE INDEX {how}IF NOT EXISTS {_NAME}"
        " ON wagtailcore_revision (base_content_type_id, approved_go_live_at, object_id)"
        " WHERE approved_go_live_at IS NOT NULL"
    )


def drop(apps, schema_editor):
    how = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP INDEX {how}IF EXISTS {_NAME}")


class Migration(migrations.Migration):
    # CREATE INDEX CONCURRENTLY does not run inside a transaction.
    atomic = False

    dependencies = [("newsroom", "0004_editor_indexes")]

    operations = [migrations.RunPython(create, drop)]
