"""How long to wait before another attempt, and when to give up."""

import random
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Backoff:
    """Exponential back-off with jitter, bounded in length and number.

    Jitter keeps a thousand items that failed together from coming back together (M. Brooker,
    "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
    """

    first: timedelta
    longest: timedelta
    attempts: int

    def delay(self, attempt: int) -> timedelta:
        """The pause after failed attempt `attempt` (from 1): doubled each time, give or take a quarter."""
        doubled = self.first * 2 ** min(attempt - 1, 30)
        return min(doubled, self.longest) * random.uniform(0.75, 1.25)

    def gives_up_after(self, attempt: int) -> bool:
        """Whether attempt number `attempt` was the last one."""
        return attempt >= self.attempts


LOOP = Backoff(timedelta(seconds=1), timedelta(seconds=30), attempts=0)
"""For a loop that cannot work at all, such as while the database is away. Never gives up."""

TIMED = Backoff(timedelta(seconds=1), timedelta(minutes=10), attempts=20)
"""Gives up after some two hours: a publish that is due must not wait longer than its cause lasts."""

PERIODIC = Backoff(timedelta(seconds=30), timedelta(minutes=15), attempts=5)
"""After the last attempt the job waits for its next regular moment."""

OUTBOX = Backoff(timedelta(seconds=10), timedelta(hours=2), attempts=20)
"""Gives up after some 21 hours, long enough for a mail server to be mended on the next working day."""

UNREACHABLE = Backoff(timedelta(seconds=10), timedelta(minutes=10), attempts=0)
"""How long a whole kind of outbox items rests while its other side cannot be reached."""
