"""Indexes behind the filters of the newsroom's list of articles, and behind its dashboard.

Of the page table those rows alone are indexed that somebody still works on, by whose they are: a few
hundred in an archive of a million.
"""

from django.db import migrations, models

_UNFINISHED = "newsroom_page_unfinished"


def create(apps, schema_editor):
    how = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(
        f"CREATE INDEX {how}IF NOT EXISTS {_UNFINISHED}"
        " ON wagtailcore_page (owner_id, latest_revision_created_at DESC)"
        " WHERE NOT live OR has_unpublished_changes"
    )


def drop(apps, schema_editor):
    how = "CONCURRENTLY " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP INDEX {how}IF EXISTS {_UNFINISHED}")


class Migration(migrations.Migration):
    # CREATE INDEX CONCURRENTLY does not run inside a transaction.
    atomic = False

    dependencies = [("newsroom", "0003_groups")]

    operations = [
        migrations.AddIndex("articlepage", models.Index(fields=["kind"], name="newsroom_article_kind")),
        migrations.AddIndex("articlepage", models.Index(fields=["label"], name="newsroom_article_label")),
        migrations.AddIndex(
            "credit", models.Index(fields=["author", "article"], name="newsroom_credit_of_author")
        ),
        migrations.RunPython(create, drop),
    ]
