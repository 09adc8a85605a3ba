"""Figures of the desk: read from what was counted by day, so that they cost the same at any size."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Sum
from django.utils import timezone

from presswerk.comments import filtering
from presswerk.comments.moderation.models import BusyThread, DayCount
from presswerk.comments.moderation.teaching import insult_engine
from presswerk.spam.statistics import Matrix, added

SPANS = (7, 30, 90)
MOST_THREADS = 10


@dataclass(frozen=True)
class Day:
    """One day, all its sections together or one of them."""

    day: date
    submitted: int = 0
    published: int = 0
    held: int = 0
    rejected: int = 0
    spam: int = 0
    waiting: int = 0
    median_seconds: int | None = None

    @property
    def share_held(self) -> int | None:
        """Percent of what came in; None on a day without any."""
        return round(100 * self.held / self.submitted) if self.submitted else None

    @property
    def median_minutes(self) -> float | None:
        """From submission to a person's decision."""
        return None if self.median_seconds is None else round(self.median_seconds / 60, 1)


@dataclass(frozen=True)
class SectionSum:
    """A section over the whole span."""

    section_id: int | None
    title: str
    day: Day


def days(span: int, section: int | None = None) -> list[Day]:
    """The last days, the newest last, those without comments too. One query."""
    today = timezone.localdate()
    first = today - timedelta(days=span - 1)
    rows = DayCount.objects.filter(day__gte=first)
    if section:
        rows = rows.filter(section_id=section)
    by_day: dict[date, list[DayCount]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    return [summed(day, by_day[day]) for day in (first + timedelta(days=n) for n in range(span))]


def by_section(span: int) -> list[SectionSum]:
    """The sections over these days, the busiest first. One query."""
    first = timezone.localdate() - timedelta(days=span - 1)
    found: dict[int | None, list[DayCount]] = defaultdict(list)
    titles: dict[int | None, str] = {}
    for row in DayCount.objects.filter(day__gte=first).select_related("section"):
        found[row.section_id].append(row)
        titles[row.section_id] = row.section.title if row.section else "–"
    sums = [SectionSum(pk, titles[pk], summed(first, rows)) for pk, rows in found.items()]
    return sorted(sums, key=lambda each: -each.day.submitted)


def summed(day: date, rows: list[DayCount]) -> Day:
    """Several counts as one. The median is that of the medians, each counted as often as it has decisions."""
    seconds = [
        row.median_seconds
        for row in rows
        if row.median_seconds is not None
        for _n in range(min(row.decided, 1_000))
    ]
    return Day(
        day,
        submitted=sum(row.submitted for row in rows),
        published=sum(row.published for row in rows),
        held=sum(row.held for row in rows),
        rejected=sum(row.rejected for row in rows),
        spam=sum(row.spam for row in rows),
        waiting=sum(row.waiting for row in rows),
        median_seconds=round(median(seconds)) if seconds else None,
    )


def busiest(span: int) -> list[tuple[int, str, int]]:
    """Key, headline and number of comments of the most active debates. One query."""
    first = timezone.localdate() - timedelta(days=span - 1)
    rows = (
        BusyThread.objects.filter(day__gte=first)
        .values_list("article_id", "article__title")
        .annotate(number=Sum("comments"))
        .order_by("-number", "article_id")
    )
    return [(pk, title, number) for pk, title, number in rows[:MOST_THREADS]]


def matrices(span: int) -> dict[str, Matrix]:
    """The confusion matrix of the spam filter and of the judge of insults, by whole weeks."""
    first = timezone.localdate() - timedelta(days=span - 1)
    year, week, _day = first.isocalendar()
    since = f"{year}-W{week:02d}"
    engines = {"spam": filtering.engine(), "insult": insult_engine()}
    return {
        name: added(each for each in engine.statistics() if each.week >= since)
        for name, engine in engines.items()
    }
