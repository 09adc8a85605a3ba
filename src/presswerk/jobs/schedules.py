"""When a periodic job is due: every so often, or by the clock on the wall of the newsroom."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHORTEST = timedelta(seconds=1)

_HOURLY = re.compile(r"hourly(?: :(?P<minute>[0-5]\d))?")
_DAILY = re.compile(r"daily (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)")
_WEEKLY = re.compile(rf"weekly (?P<day>{'|'.join(WEEKDAYS)}) (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)")


class Schedule(Protocol):
    """Knows the next moment after any other."""

    def next_after(self, moment: datetime) -> datetime:
        """The first moment later than this one at which the job is due."""
        ...


@dataclass(frozen=True)
class Interval:
    """Every so often, counted from the end of the last run."""

    every: timedelta

    def next_after(self, moment: datetime) -> datetime:
        return moment + self.every


@dataclass(frozen=True)
class Hourly:
    """Each hour at this minute of the site's time zone."""

    minute: int = 0

    def next_after(self, moment: datetime) -> datetime:
        local = moment.astimezone(timezone.get_default_timezone())
        this_hour = local.replace(minute=self.minute, second=0, microsecond=0).astimezone(UTC)
        return this_hour if this_hour > moment else this_hour + timedelta(hours=1)


@dataclass(frozen=True)
class OnDays:
    """At a time of day of the site's time zone, each day or on one day of the week (0 is Monday).

    A time that the change to summer time skips is taken an hour later; one that comes twice in autumn, the
    first time only.
    """

    at: time
    weekday: int | None = None

    def next_after(self, moment: datetime) -> datetime:
        zone = timezone.get_default_timezone()
        today = moment.astimezone(zone).date()
        for days in range(9):
            day = today + timedelta(days=days)
            candidate = datetime.combine(day, self.at, zone).astimezone(UTC)
            if candidate > moment and self.weekday in (None, day.weekday()):
                return candidate
        raise AssertionError("every weekday comes within nine days")


def parse(schedule: timedelta | str) -> Schedule:
    """The schedule for a timedelta, "hourly", "hourly :20", "daily 03:15" or "weekly mon 04:00".

    Raises ValueError for anything else and for intervals under a second.
    """
    if isinstance(schedule, timedelta):
        if schedule < SHORTEST:
            raise ValueError(f"{schedule} is too short; the shortest interval is one second.")
        return Interval(schedule)
    if found := _HOURLY.fullmatch(schedule):
        return Hourly(int(found["minute"] or 0))
    if found := _DAILY.fullmatch(schedule):
        return OnDays(time(int(found["hour"]), int(found["minute"])))
    if found := _WEEKLY.fullmatch(schedule):
        return OnDays(time(int(found["hour"]), int(found["minute"])), WEEKDAYS.index(found["day"]))
    raise ValueError(
        f"{schedule!r} is no schedule; write a timedelta, 'hourly', 'hourly :20', 'daily 03:15' "
        "or 'weekly mon 04:00'."
    )
