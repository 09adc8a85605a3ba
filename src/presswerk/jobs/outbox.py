"""The outbox: what the world outside must be told, written in the transaction that is its cause.

A handler delivers items of one kind, at least once each: it may be called again for an item whose delivery
could not be recorded, and tells the loop what went wrong by its exception.

    Exception              try this item again later
    ├── Unreachable        … and let all items of the kind rest, their other side is away
    └── Refused            never try again, the other side does not want it
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from presswerk.jobs import wake_ups
from presswerk.jobs.plain_json import plain

if TYPE_CHECKING:
    from presswerk.jobs.models import OutboxItem

Deliver = Callable[[str, Any], object]
Handler = TypeVar("Handler", bound=Deliver)


class Unreachable(Exception):
    """Raised by a handler when nothing of its kind can be delivered now."""


class Refused(Exception):
    """Raised by a handler when this item will never be taken."""


class UnknownKind(LookupError):
    """Raised for a kind that nothing in this version delivers."""


KEY_LENGTH = 500

_handlers: dict[str, Deliver] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register `deliver(key, payload)` for items of this kind. Raises ValueError when another one has it.

    It runs outside any transaction and may use the network, always with a timeout.
    """

    def register(deliver: Handler) -> Handler:
        known = _handlers.get(kind)
        if known is not None and known.__qualname__ != deliver.__qualname__:
            raise ValueError(f"Outbox items of kind {kind!r} are delivered already by {known.__qualname__}.")
        _handlers[kind] = deliver
        return deliver

    return register


def handler_of(kind: str) -> Deliver:
    """The function that delivers items of this kind; raises UnknownKind."""
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(f"Nothing in this version delivers outbox items of kind {kind!r}.") from None


def add(kind: str, key: object = "", payload: Any = None, *, wait: timedelta = timedelta()) -> None:
    """Put an item into the outbox, in the caller's transaction or in one of its own.

    There is at most one undelivered item of a kind and key: adding it again replaces the payload, and what
    is being delivered meanwhile is delivered once more. Without a key each item stands alone. It goes out
    after `wait` at the earliest, counted from the last time it was added. Raises TypeError for a payload that
    JSON cannot hold, ValueError for a key over KEY_LENGTH characters.
    """
    from presswerk.jobs.models import OutboxItem

    item = OutboxItem(
        kind=kind,
        key=str(key),
        payload=plain({} if payload is None else payload),
        due_at=timezone.now() + wait,
    )
    if len(item.key) > KEY_LENGTH:  # SQLite would take it, and PostgreSQL fail in the reader's request
        raise ValueError(
            f"The key of an outbox item has at most {KEY_LENGTH} characters, not {len(item.key)}."
        )
    with transaction.atomic():
        if not item.key:
            item.save(force_insert=True)
        elif not _replace(item):
            _insert_or_replace(item)
    wake_ups.wake_after_commit(wake_ups.OUTBOX)


def _insert_or_replace(item: "OutboxItem") -> None:
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError:  # another transaction has put in the same key meanwhile
        _replace(item)


def _replace(item: "OutboxItem") -> bool:
    from presswerk.jobs.models import open_items

    return bool(
        open_items()
        .filter(kind=item.kind, key=item.key)
        .update(
            payload=item.payload, revision=F("revision") + 1, attempts=0, due_at=item.due_at, last_error=""
        )
    )
