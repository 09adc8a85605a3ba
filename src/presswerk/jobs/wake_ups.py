"""Wake-ups inside one process, so that a loop need not wait for its next look at the database.

They save time and carry no fact: whoever misses one finds the row at the next poll.
"""

from collections import defaultdict
from threading import Event, Lock
from typing import Any

from django.db import transaction

TIMED = "timed"
OUTBOX = "outbox"
TASKS = "tasks"

_sleepers: defaultdict[str, set[Event]] = defaultdict(set)
_lock = Lock()


def subscribe(topic: str, event: Event) -> None:
    """Set this event at each wake-up of the topic."""
    with _lock:
        _sleepers[topic].add(event)


def unsubscribe(topic: str, event: Event) -> None:
    """Stop setting this event."""
    with _lock:
        _sleepers[topic].discard(event)


def wake(topic: str) -> None:
    """Wake the loops of this process that wait for the topic."""
    with _lock:
        for event in _sleepers[topic]:
            event.set()


def wake_after_commit(topic: str) -> None:
    """Wake the loops once the running transaction is committed, or now if there is none."""
    transaction.on_commit(lambda: wake(topic), robust=True)


def listen_for_tasks() -> None:
    """Wake the task loop when this process enqueues a background task."""
    from django_tasks.signals import task_enqueued

    task_enqueued.connect(_task_enqueued, dispatch_uid="presswerk.jobs.wake_ups")


def _task_enqueued(sender: Any, **kwargs: Any) -> None:
    wake_after_commit(TASKS)
