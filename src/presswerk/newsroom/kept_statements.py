"""Cursors whose statements PostgreSQL parses and plans once in a connection.

Planning an article's row with its section takes PostgreSQL longer than finding it: of the time that it worked
for a comment, two thirds were parsing and planning. SQLite's driver keeps its statements itself.
"""

import re
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

_PLACES = re.compile("%%|%s")
_cursor_class: Any = None  # made when first needed: without PostgreSQL its driver is not there


def cursor() -> "CursorWrapper":
    """As `connection.cursor()`; on PostgreSQL what it executes is prepared there, with its parameters apart.

    `prepare_threshold=none` in the database's address switches that off, for poolers that cannot keep it.
    """
    found = connection.cursor()
    if connection.vendor == "postgresql" and connection.connection.prepare_threshold is not None:
        found.cursor.close()
        found.cursor = _preparing()(connection.connection)
    return found


def with_constants(sql: str, parameters: list[tuple[int | None, Any]]) -> tuple[str, list[int]]:
    """The statement with what is the same each time written into it, and the places of the other parameters.

    PostgreSQL takes a partial index only where it sees the condition, and some places only a value whose
    type it knows.
    """
    from psycopg import sql as composing

    left = iter(parameters)
    places: list[int] = []

    def put(found: Any) -> str:
        if found[0] == "%%":
            return "%%"
        place, value = next(left)
        if place is not None:
            places.append(place)
            return "%s"
        return composing.quote(value, connection.connection).replace("%", "%%")

    return _PLACES.sub(put, sql), places


@lru_cache(maxsize=1024)
def _numbered(sql: str) -> str:
    """The statement with PostgreSQL's own places for parameters; the driver splits long ones each time."""
    numbers = count(1)
    return _PLACES.sub(lambda found: "%" if found[0] == "%%" else f"${next(numbers)}", sql)


def _preparing() -> Any:
    global _cursor_class
    if _cursor_class is None:
        import psycopg

        class Preparing(psycopg.RawCursor):
            def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
                if params is not None:
                    query = _numbered(query)
                return super().execute(query, params, **{"prepare": True, **how})

            def _convert_query(self, query: Any, params: Any = None) -> Any:
                # Where Django's log of queries looks for what was sent.
                self._query = super()._convert_query(query, params)
                return self._query

        _cursor_class = Preparing
    return _cursor_class
