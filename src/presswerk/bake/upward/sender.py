"""Sending purges upward, each twice, in the order of the log."""

import secrets
import threading
import time
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from presswerk.bake import log as purge_log
from presswerk.bake.store import TagPurge
from presswerk.bake.store.purges import EVERYTHING
from presswerk.bake.store.surrogates import EVERY_PAGE, surrogate_purges
from presswerk.bake.upward.endpoint import Endpoint, EndpointError

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.05
# An answer that left a node before it had applied the purge may reach the cache after the first sending.
# A node that is further behind than 5 s does not answer from its store (`Store.is_current`).
REPEAT_SECONDS = 10.0
HOLD_SECONDS = 30.0
MOST_KEYS = 2_000
LONGEST_PAUSE_SECONDS = 60.0


class _Sent(NamedTuple):
    at: float  # of the monotonic clock
    keys: list[str]
    position: bytes


class Sender:
    """Sends to one endpoint. Of many in a newspaper one works; another goes on when that one ends.

    The position in the database is moved when a purge has gone out for the second time. So whoever goes on
    after a crash repeats what was sent lately, and leaves nothing out.
    """

    def __init__(self, endpoint: Endpoint, software: str = "", repeat_seconds: float = REPEAT_SECONDS):
        self._endpoint = endpoint
        self._software = software
        self._repeat_seconds = repeat_seconds
        self._holder = secrets.token_hex(8)
        self._held_until = 0.0
        self._ahead: bytes | None = None
        self._sent: list[_Sent] = []
        self._failures = 0

    def run(self, stopped: threading.Event) -> None:
        """Send until stopped. Waits out a database or a cache that is away."""
        while not stopped.is_set():
            stopped.wait(self._guarded_step())
        self.let_go()
        connection.close()

    def step(self) -> float:
        """Send what is new and repeat what is old enough; seconds until it is worth looking again.

        Raises EndpointError when the cache did not take it; the next step begins with the same purges.
        """
        if not self._hold():
            return HOLD_SECONDS / 6
        position = self._ahead if self._ahead is not None else self._stored_position()
        found = purge_log.pending(position, software=self._software)
        # A cache that was never told anything may hold anything.
        purges = [TagPurge(EVERYTHING)] if position is None else found.purges
        if purges:
            keys = keys_of(purges)
            self._endpoint.purge(keys)
            self._sent.append(_Sent(time.monotonic(), keys, found.position))
            self._note_success(len(keys))
        elif found.moved and not self._sent:
            self._store_position(found.position)
        if purges or found.moved:
            self._ahead = found.position
        self._repeat()
        return POLL_SECONDS

    def let_go(self) -> None:
        """Let another process take over at once."""
        from presswerk.bake.models import SharedCache

        SharedCache.objects.filter(url=self._endpoint.url, holder=self._holder).update(held_until=None)
        self._held_until = 0.0
        self._ahead, self._sent = None, []

    def _repeat(self) -> None:
        due = [one for one in self._sent if one.at <= time.monotonic() - self._repeat_seconds]
        if not due:
            return
        self._endpoint.purge(list(dict.fromkeys(key for one in due for key in one.keys)))
        self._sent = self._sent[len(due) :]
        self._store_position(due[-1].position)

    def _guarded_step(self) -> float:
        try:
            pause = self.step()
        except EndpointError as error:
            self._failures += 1
            if self._failures == 1:
                log.warning("a shared cache does not take purges", url=self._endpoint.url, error=str(error))
            self._note_failure(error)
            return max(error.retry_after, min(2.0 ** (self._failures - 1), LONGEST_PAUSE_SECONDS))
        except (DatabaseError, OSError) as error:
            log.warning("purges are not sent", error=str(error))
            connection.close()
            self._ahead, self._sent, self._held_until = None, [], 0.0
            return 1.0
        self._failures = 0
        return pause

    # The row ---------------------------------------------------------------------------------
    def _hold(self) -> bool:
        """Whether this sender is the one that works; renewed in time."""
        if time.monotonic() < self._held_until - HOLD_SECONDS / 2:
            return True
        from presswerk.bake.models import SharedCache

        now = timezone.now()
        SharedCache.objects.get_or_create(url=self._endpoint.url)
        free = Q(holder=self._holder) | Q(held_until__isnull=True) | Q(held_until__lt=now) | _far_off(now)
        mine = SharedCache.objects.filter(free, url=self._endpoint.url).update(
            holder=self._holder, held_until=now + timedelta(seconds=HOLD_SECONDS)
        )
        if not mine:
            self._ahead, self._sent = None, []
            return False
        self._held_until = time.monotonic() + HOLD_SECONDS
        return True

    def _stored_position(self) -> bytes | None:
        from presswerk.bake.models import SharedCache

        text = SharedCache.objects.values_list("position", flat=True).get(url=self._endpoint.url)
        return text.encode() or None

    def _store_position(self, position: bytes) -> None:
        from presswerk.bake.models import SharedCache

        SharedCache.objects.filter(url=self._endpoint.url, holder=self._holder).update(
            position=position.decode()
        )

    def _note_success(self, keys: int) -> None:
        from presswerk.bake.models import SharedCache

        SharedCache.objects.filter(url=self._endpoint.url).update(
            sent=F("sent") + keys, sent_at=timezone.now(), failing_since=None, last_error=""
        )

    def _note_failure(self, error: EndpointError) -> None:
        from presswerk.bake.models import SharedCache

        row = SharedCache.objects.filter(url=self._endpoint.url)
        row.filter(failing_since__isnull=True).update(failing_since=timezone.now())
        row.update(last_error=str(error)[:1000])


def keys_of(purges: list[TagPurge]) -> list[str]:
    """The surrogate keys of these purges, each once; very many become the key that all pages bear."""
    keys = list(dict.fromkeys(key for purge in purges for key in surrogate_purges(purge.tag)))
    return [EVERY_PAGE] if len(keys) > MOST_KEYS or EVERY_PAGE in keys else keys


def _far_off(now: datetime) -> Q:
    """A moment further ahead than anybody holds: written while a clock was wrong."""
    return Q(held_until__gt=now + 2 * timedelta(seconds=HOLD_SECONDS))
