"""Cutting a big table into parts of bounded size that stay the same while the table grows."""

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

# Small enough to be read at once, and few enough at 1,000,000 rows to be listed on one page.
PART = 10_000


def part_of(key: int) -> int:
    """The part in which the row with this key stands: part n holds the keys from n × PART on."""
    return key // PART


def bounds(part: int) -> tuple[int, int]:
    """The first key of a part, and the first one after it."""
    return part * PART, (part + 1) * PART


def occupied(rows: QuerySet, key: str) -> list[int]:
    """The parts in which `rows` has something, in ascending order. One statement.

    A walk over the index of `key` that leaps from the first row of a part to the first one of the next
    ("loose index scan"), so it costs by the number of parts and not by the number of rows.
    """
    first, arguments = _first_key(rows, key)
    leap = rows.filter(**{f"{key}__gte": RawSQL(f"(part.n + 1) * {PART}", ())})
    following, more_arguments = _first_key(leap, key)
    statement = (
        f"WITH RECURSIVE part(n) AS (SELECT ({first}) / {PART}"
        f" UNION ALL SELECT ({following}) / {PART} FROM part WHERE part.n IS NOT NULL)"
        " SELECT n FROM part WHERE n IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*arguments, *more_arguments])
        return [number for (number,) in cursor.fetchall()]


def _first_key(rows: QuerySet, key: str) -> tuple[str, tuple]:
    return rows.order_by(key).values_list(key, flat=True)[:1].query.sql_with_params()
