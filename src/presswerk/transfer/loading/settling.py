"""What follows from many new articles at once, and is done once for all of them."""

from collections.abc import Iterable

from django.db import connection, transaction

from presswerk import bake
from presswerk.newsroom.actions import listing

# Every reader page depends on it, whatever it shows.
EVERY_PAGE = "*"


def settle(locale_ids: Iterable[int]) -> None:
    """Count the days of the archive anew and purge every page."""
    for locale_id in sorted(locale_ids):
        listing.recount_all(locale_id)
    with transaction.atomic():
        bake.changed(EVERY_PAGE)


def refresh_statistics() -> None:
    """Let PostgreSQL see how much there is now; until it does, it plans for the tables as they were.

    SQLite is left without statistics: docs/decisions/0008-sqlite-without-statistics.md.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
