"""Indexes that Wagtail's page table needs for an archive of a million articles.

Found by measuring: the flat listing sorts by the latest revision, the editor's screens look for the
root node by depth, and the scheduler for pages that expire.
"""

from django.db import migrations

_INDEXES = {
    # SQLite knows no NULLS LAST in an index; there NULLs come last in descending order anyway.
    "newsroom_page_latest_revision": {
        "postgresql": "(latest_revision_created_at DESC NULLS LAST)",
        "sqlite": "(latest_revision_created_at DESC)",
    },
    "newsroom_page_root": {
        "postgresql": "(path) WHERE depth = 1",
        "sqlite": "(path) WHERE depth = 1",
    },
    "newsroom_page_expires": {
        "postgresql": "(expire_at) WHERE expire_at IS NOT NULL",
        "sqlite": "(expire_at) WHERE expire_at IS NOT NULL",
    },
}


def create(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    how = "CONCURRENTLY " if vendor == "postgresql" else ""
    for name, columns in _INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {how}IF NOT EXISTS {name} ON wagtailcore_page {columns[vendor]}")


def drop(apps, schema_editor):
    how = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    for name in _INDEXES:
        schema_editor.execute(f"DROP INDEX {how}IF EXISTS {name}")


class Migration(migrations.Migration):
    # CREATE INDEX CONCURRENTLY does not run inside a transaction.
    atomic = False

    dependencies = [("newsroom", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
