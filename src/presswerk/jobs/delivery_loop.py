"""Delivers what is in the outbox, with a growing pause after each failure."""

import logging
from typing import Any

from presswerk.jobs import backoff
from presswerk.jobs.clock import POLL_SECONDS, Clock, pause_until
from presswerk.jobs.failure_text import failure_text
from presswerk.jobs.models import OutboxItem, open_items
from presswerk.jobs.outbox import Refused, Unreachable, handler_of

logger = logging.getLogger(__name__)


class DeliveryLoop:
    """A conditional UPDATE of the row is the claim; the handler runs after it, outside any transaction."""

    def __init__(self, worker_id: str, clock: Clock):
        self._worker_id = worker_id
        self._clock = clock
        self._in_hand: int | None = None
        self._resting = RestingKinds(clock)

    def step(self) -> float:
        """Deliver the first item that is due; seconds until there may be another."""
        if self._in_hand is not None:
            self._put_back(self._in_hand)
        item = open_items().filter(claimed_by="").exclude(kind__in=self._resting.kinds()).first()
        if item is None:
            return POLL_SECONDS
        now = self._clock.now()
        if item.due_at > now:
            return pause_until(item.due_at, now)
        if self._claim(item):
            self._deliver(item)
        return 0.0

    def _claim(self, item: OutboxItem) -> bool:
        item.attempts += 1
        claimed = (
            open_items()
            .filter(pk=item.pk, claimed_by="", revision=item.revision, due_at=item.due_at)
            .update(claimed_by=self._worker_id, attempts=item.attempts)
        )
        if claimed:
            self._in_hand = item.pk
        return bool(claimed)

    def _deliver(self, item: OutboxItem) -> None:
        if item.attempts > backoff.OUTBOX.attempts:  # each of them ended with the death of the worker
            self._record_failure(item, RuntimeError("The worker died while delivering it."), gives_up=True)
            return
        try:
            handler_of(item.kind)(item.key, item.payload)
        except Refused as error:
            self._record_failure(item, error, gives_up=True)
        except Exception as error:
            if isinstance(error, Unreachable):
                self._resting.rest(item.kind)
            self._record_failure(item, error, gives_up=backoff.OUTBOX.gives_up_after(item.attempts))
        else:
            self._resting.wake(item.kind)
            self._settle(item)

    def _settle(self, item: OutboxItem) -> None:
        """Delivered. The payload is not kept: nobody needs it, and it may hold a reader's address."""
        now = self._clock.now()
        settled = self._update(
            item, revision=item.revision, delivered_at=now, claimed_by="", payload={}, last_error=""
        )
        if not settled:  # a newer payload came in meanwhile and has still to go out
            self._update(item, claimed_by="", attempts=0, due_at=now)
        self._in_hand = None

    def _record_failure(self, item: OutboxItem, error: Exception, gives_up: bool) -> None:
        # Key and message may name a recipient, and no reader's address belongs into a log: the jobs screen
        # has both.
        logger.warning(
            "Outbox item %s (%s) failed, attempt %d: %s.",
            item.pk,
            item.kind,
            item.attempts,
            type(error).__name__,
        )
        now = self._clock.now()
        recorded = self._update(
            item,
            revision=item.revision,
            claimed_by="",
            last_error=failure_text(error),
            due_at=now + backoff.OUTBOX.delay(item.attempts),
            failed_at=now if gives_up else None,
        )
        if not recorded:
            self._update(item, claimed_by="", attempts=0, due_at=now)
        self._in_hand = None

    def _update(self, item: OutboxItem, revision: int | None = None, **values: Any) -> bool:
        mine = OutboxItem.objects.filter(pk=item.pk, claimed_by=self._worker_id)
        if revision is not None:
            mine = mine.filter(revision=revision)
        return bool(mine.update(**values))

    def _put_back(self, pk: int) -> None:
        """The end of the last delivery could not be recorded: it is delivered again rather than never."""
        OutboxItem.objects.filter(pk=pk, claimed_by=self._worker_id).update(claimed_by="")
        self._in_hand = None


class RestingKinds:
    """Kinds whose other side is away: they rest, so that items of other kinds go out meanwhile."""

    def __init__(self, clock: Clock):
        self._clock = clock
        self._until: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def kinds(self) -> list[str]:
        """What rests now."""
        now = self._clock.monotonic()
        return [kind for kind, until in self._until.items() if until > now]

    def rest(self, kind: str) -> None:
        """Let the kind rest, longer each time."""
        self._failures[kind] = self._failures.get(kind, 0) + 1
        pause = backoff.UNREACHABLE.delay(self._failures[kind])
        self._until[kind] = self._clock.monotonic() + pause.total_seconds()

    def wake(self, kind: str) -> None:
        """Something of the kind has gone through."""
        self._until.pop(kind, None)
        self._failures.pop(kind, None)
