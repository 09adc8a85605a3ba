"""The archive by day: which days there are, and what was published on them."""

from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from presswerk import bake
from presswerk.newsroom.models import ArchiveDay, Listing
from presswerk.newsroom.queries import PAGE_SIZE, listing
from presswerk.newsroom.queries.teasers import teasers_of


@bake.named_query
def months(locale_id: int) -> list[date]:
    """The first days of all months in which something was published, newest first. One query.

    Leaps down the index of days from each month to the one before ("loose index scan"): it costs by the
    number of months, not of days.
    """
    bake.depends_on(f"archive:{locale_id}")
    days = f"SELECT max(day) FROM {ArchiveDay._meta.db_table} WHERE locale_id = %s AND articles > 0"
    first = "CAST(substr(CAST(month.day AS text), 1, 7) || '-01' AS {type})".format(
        type="date" if connection.vendor == "postgresql" else "text"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE month(day) AS ({days} UNION ALL"
            f" SELECT ({days} AND day < {first}) FROM month WHERE month.day IS NOT NULL)"
            " SELECT CAST(day AS text) FROM month WHERE day IS NOT NULL",
            [locale_id, locale_id],
        )
        return [date.fromisoformat(day).replace(day=1) for (day,) in cursor.fetchall()]


@bake.named_query
def days(locale_id: int, month: date) -> list[ArchiveDay]:
    """The days of a month on which something was published, first to last. One query."""
    bake.depends_on(f"archive:{locale_id}:{month:%Y-%m}")
    return list(
        ArchiveDay.objects.filter(
            locale_id=locale_id, articles__gt=0, day__gte=month, day__lt=next_month(month)
        ).order_by("day")
    )


@bake.named_query
def of_month(locale_id: int, month: date, *, before: int | None = None) -> listing.Slice:
    """The articles of a month, newest first, a page at a time."""
    bake.depends_on(f"archive:{locale_id}:{month:%Y-%m}")
    return _between(locale_id, month, next_month(month), before)


@bake.named_query
def of_day(locale_id: int, day: date, *, before: int | None = None) -> listing.Slice:
    """The articles of a day, newest first, a page at a time."""
    bake.depends_on(f"archive:{locale_id}:{day:%Y-%m-%d}")
    return _between(locale_id, day, day + timedelta(days=1), before)


def _between(locale_id: int, first: date, end: date, before: int | None) -> listing.Slice:
    rows = rows_between(locale_id, first, end)
    if before is not None:
        rows = rows.filter(listing.older_than(before))
    newest_first = rows.order_by(F("published_at").desc(), F("article").desc())
    return listing.slice_of(teasers_of(newest_first[: PAGE_SIZE + 1]), PAGE_SIZE)


def rows_between(locale_id: int, first: date, end: date) -> QuerySet[Listing]:
    """The rows of an edition's list from the first of these days until before the other."""
    return listing.rows_of(Listing.Kind.EDITION, locale_id).filter(
        published_at__gte=start_of(first), published_at__lt=start_of(end)
    )


def start_of(day: date) -> datetime:
    """Midnight at which a day begins in the paper's time zone."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
