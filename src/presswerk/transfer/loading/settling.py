"""What follows from many new articles at once, and is done once for all of them."""

from collections.abc import Iterable

from django.db import connection, transaction

from presswerk import bake
from presswerk.newsroom.actions import listing
from presswerk.transfer.loading.bulk import EVERY_PAGE


def settle(locale_ids: Iterable[int]) -> None:
    """Count the days of the archive anew and purge every page."""
    for locale_id in sorted(locale_ids):
        listing.recount_all(locale_id)
    with transaction.atomic():
        bake.changed(EVERY_PAGE)


def refresh_statistics() -> None:
    """Let the database see how much there is now; until it does, it plans for the tables as they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
        elif connection.vendor == "sqlite":
            # All tables, a bounded sample of each: 1 s for 1,000,000 articles. `PRAGMA optimize` would leave
            # out tables that this connection has not read, before SQLite 3.46 (sqlite.org/pragma.html).
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
