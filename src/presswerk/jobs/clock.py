"""The time as the loops see it, in one place so that a test can turn it."""

import time
from datetime import datetime
from threading import Event

from django.utils import timezone

POLL_SECONDS = 0.5
"""The longest sleep of a loop: how late it may notice a row that another process has written."""


class Clock:
    """Wall-clock time says what is due; monotonic time says how long to sleep and who has fallen silent.

    So a clock that is set back or forward changes what is due, but never lengthens a sleep.
    """

    def now(self) -> datetime:
        """The wall clock, with time zone."""
        return timezone.now()

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def wait(self, event: Event, seconds: float) -> None:
        """Sleep until the event is set, at most so many seconds."""
        event.wait(seconds)


def pause_until(due_at: datetime, now: datetime) -> float:
    """Seconds to sleep before looking again, from 0 to POLL_SECONDS."""
    return min(max((due_at - now).total_seconds(), 0.0), POLL_SECONDS)
