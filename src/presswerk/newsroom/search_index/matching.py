"""Which objects hold the words that an editor types."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from wagtail.search.models import IndexEntry

from presswerk.newsroom.search_index.words import fts5_query, tsquery, words_in

_ENTRIES = IndexEntry._meta.db_table
_COLUMNS = ("title", "body", "autocomplete")


def newest_matching_ids(model: type[Model], text: str, most: int) -> list[int]:
    """Ids of at most `most` objects whose texts hold all words, those indexed last first. One query.

    The beginning of a word is enough, so that German inflection hides nothing. A text without words
    finds nothing.
    """
    words = words_in(text)
    if not words:
        return []
    content_type = ContentType.objects.get_for_model(model).pk
    if connection.vendor == "sqlite":
        return _ask_sqlite(content_type, fts5_query(words, _COLUMNS, beginnings=words), most)
    return _ask_postgresql(content_type, tsquery(words, beginnings=words), most)


def _ask_sqlite(content_type: int, expression: str, most: int) -> list[int]:
    table = f"{_ENTRIES}_fts"
    return _ids(
        f"SELECT e.object_id FROM {table} AS f JOIN {_ENTRIES} AS e ON e.id = f.rowid"
        f" WHERE f.{table} MATCH %s AND e.content_type_id = %s ORDER BY f.rowid DESC LIMIT %s",
        [expression, content_type, most],
    )


def _ask_postgresql(content_type: int, expression: str, most: int) -> list[int]:
    configuration = settings.WAGTAILSEARCH_BACKENDS["default"].get("SEARCH_CONFIG", "simple")
    # Materialised, or the planner walks down the ids and tests every text for a word that is rare.
    return _ids(
        f"WITH found AS MATERIALIZED (SELECT id, object_id FROM {_ENTRIES} WHERE content_type_id = %s"
        " AND (autocomplete @@ to_tsquery('simple', %s) OR (title || body) @@ to_tsquery(%s::regconfig, %s)))"
        " SELECT object_id FROM found ORDER BY id DESC LIMIT %s",
        [content_type, expression, configuration, expression, most],
    )


def _ids(statement: str, arguments: list) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return [int(row[0]) for row in cursor.fetchall()]
