"""Counting each day's comments by section, so that statistics cost the same however many there are."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db import transaction
from django.utils import timezone

from presswerk.comments.models import Comment, State
from presswerk.comments.moderation.models import BusyThread, DayCount

OFTEN_DAYS = 3
BUSIEST = 20
NIGHTLY_DAYS = 30
"""Decisions on comments older than this change no statistics any more."""


@dataclass
class _Section:
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    submitted: int = 0
    held: int = 0
    seconds: list[float] = field(default_factory=list)


def count_recent_days() -> int:
    """Count the last days anew; how many days."""
    return _count_days(OFTEN_DAYS)


def count_last_month() -> int:
    """The same for all days on which decisions are still made."""
    return _count_days(NIGHTLY_DAYS)


def _count_days(days: int) -> int:
    today = timezone.localdate()
    for back in range(days):
        count_day(today - timedelta(days=back))
    return days


def count_day(day: date) -> None:
    """Count one day (of the paper's time zone) by section. One query reads it."""
    zone = timezone.get_default_timezone()
    begins = datetime.combine(day, time(), zone)
    rows = Comment.objects.filter(
        # Naming all states lets the index of the queue find the day.
        state__in=State.values,
        submitted_at__gte=begins,
        submitted_at__lt=datetime.combine(day + timedelta(days=1), time(), zone),
        staff=None,
    ).values_list(
        "article_id",
        "article__section_id",
        "state",
        "submitted_at",
        "decided_at",
        "decided_by_id",
        "held_for",
    )
    sections: dict[int | None, _Section] = defaultdict(_Section)
    threads: Counter[int] = Counter()
    for article_id, section_id, state, submitted_at, decided_at, decided_by_id, held_for in rows.iterator(
        2_000
    ):
        threads[article_id] += 1
        found = sections[section_id]
        found.submitted += 1
        found.states[state] += 1
        found.held += bool(held_for) and not (state == State.SPAM and decided_by_id is None)
        if decided_by_id is not None and decided_at is not None:
            found.seconds.append(max(0.0, (decided_at - submitted_at).total_seconds()))
    with transaction.atomic():
        DayCount.objects.filter(day=day).delete()
        DayCount.objects.bulk_create(_row(day, pk, found) for pk, found in sections.items())
        BusyThread.objects.filter(day=day).delete()
        BusyThread.objects.bulk_create(
            BusyThread(day=day, article_id=pk, comments=number) for pk, number in threads.most_common(BUSIEST)
        )


def _row(day: date, section_id: int | None, found: _Section) -> DayCount:
    return DayCount(
        day=day,
        section_id=section_id,
        submitted=found.submitted,
        published=found.states[State.PUBLISHED],
        held=found.held,
        rejected=found.states[State.REJECTED],
        spam=found.states[State.SPAM],
        waiting=found.states[State.WAITING],
        decided=len(found.seconds),
        median_seconds=round(median(found.seconds)) if found.seconds else None,
    )
