"""The search of Wagtail's choosers and listings on SQLite's FTS5, in milliseconds instead of seconds.

The library's own compiler asks the full-text table once for every row that it ranks: at 100,000 articles a
common word takes longer than nine seconds. Here it is asked once, for the best matches in order.
"""

from typing import Any

from django.db import connection
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchResults,
)
from modelsearch.query import PlainText
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

from presswerk.newsroom.search_index.words import fts5_query, words_in

# Whoever has not found it among these types another word. Every match costs a row of a temporary table.
MOST_MATCHES = 5_000

_ENTRIES = IndexEntry._meta.db_table


class PaperResults(SQLiteSearchResults):
    """The best MOST_MATCHES objects that hold all words and pass the queryset's filters."""

    def _do_search(self) -> list[Any]:
        words = self._plain_words()
        if words is None or self._score_field:
            return super()._do_search()
        queryset = self.query_compiler.queryset
        ids = self._best_ids(words)
        if not self.query_compiler.order_by_relevance:
            return list(queryset.filter(pk__in=ids)[self.start : self.stop])
        allowed = set(queryset.order_by().filter(pk__in=ids).values_list("pk", flat=True))
        shown = [pk for pk in ids if pk in allowed][self.start : self.stop]
        rows = {row.pk: row for row in queryset.order_by().filter(pk__in=shown)}
        return [rows[pk] for pk in shown if pk in rows]

    def _do_count(self) -> int:
        words = self._plain_words()
        if words is None:
            return super()._do_count()
        found = self.query_compiler.queryset.order_by().filter(pk__in=self._best_ids(words)).count()
        end = found if self.stop is None else min(self.stop, found)
        return max(end - self.start, 0)

    def _plain_words(self) -> list[str] | None:
        """The words of a simple query; None for one that only the library understands."""
        query = self.query_compiler.query
        # A query for any of the words comes from the library's own API alone, no screen asks for it.
        if isinstance(query, PlainText) and query.operator.upper() == "AND":
            return words_in(query.query_string)
        return None

    def _best_ids(self, words: list[str]) -> list[Any]:
        compiler = self.query_compiler
        beginnings = words[-1:] if compiler.LAST_TERM_IS_PREFIX else ()
        expression = fts5_query(words, compiler.FTS_TABLE_FIELDS, beginnings)
        if not expression:
            return []
        types = get_descendants_content_types_pks(compiler.queryset.model)
        table = f"{_ENTRIES}_fts"
        with connection.cursor() as cursor:
            # Columns of the table are autocomplete, body, title: a word in the title weighs most.
            cursor.execute(
                f"SELECT e.object_id FROM {table} AS f JOIN {_ENTRIES} AS e ON e.id = f.rowid"
                f" WHERE f.{table} MATCH %s AND f.rank MATCH 'bm25(2.0, 1.0, 8.0)'"
                f" AND e.content_type_id IN ({', '.join(['%s'] * len(types))})"
                f" ORDER BY f.rank LIMIT {MOST_MATCHES}",
                [expression, *types],
            )
            keys = [row[0] for row in cursor.fetchall()]
        to_python = compiler.queryset.model._meta.pk.to_python
        return [to_python(key) for key in keys]


class PaperIndex(SQLiteIndex):
    """Writes entries without reading all others.

    The library keeps a norm of the title's length that only its own ranking uses; to renew it, every save of
    an article would read the whole index.
    """

    def _refresh_title_norms(self, full: bool = False) -> None:
        return None


class PaperSearchBackend(SQLiteSearchBackend):
    """Wagtail's backend with the quick parts above."""

    index_class = PaperIndex
    results_class = PaperResults
