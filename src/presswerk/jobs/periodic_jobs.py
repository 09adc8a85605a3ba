"""Periodic jobs: what the packages of the product want done again and again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from presswerk.jobs.schedules import Schedule, parse


@dataclass(frozen=True)
class PeriodicJob:
    """A function and when it is due."""

    name: str
    schedule: Schedule
    fn: Callable[[], object]


_jobs: dict[str, PeriodicJob] = {}

registered: Mapping[str, PeriodicJob] = MappingProxyType(_jobs)
"""All periodic jobs of this process by name."""


def every(name: str, schedule: timedelta | str, fn: Callable[[], object]) -> None:
    """Run `fn()` on this schedule, on one worker at a time; called from an app's `ready()`.

    The schedule is a timedelta or one of "hourly", "hourly :20", "daily 03:15", "weekly mon 04:00" in the
    site's time zone. A moment that was missed because no worker ran is made up for once. Periodic jobs run
    one after the other and outside any transaction; long work is enqueued from them as a background task.
    Raises ValueError for a schedule that cannot be read and for a name that is taken.
    """
    known = _jobs.get(name)
    if known is not None and known.fn is not fn:
        raise ValueError(f"The periodic job {name!r} is registered already, as {known.fn.__qualname__}.")
    _jobs[name] = PeriodicJob(name, parse(schedule), fn)
