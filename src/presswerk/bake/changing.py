"""Saying what a change touches, in the transaction that makes it.

The model is imported where it is used, because applications name this package while Django still loads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

# A node that was away longer than this starts with an empty store, so older rows tell nobody anything.
KEEP = timedelta(days=7)


def changed(*tags: str, strength: str = "wait") -> None:
    """Write one purge for each tag. MUST be called in the transaction of the change.

    Raises django.db.transaction.TransactionManagementError outside of a transaction: a purge that
    could be lost or come too early is worse than none.
    """
    if not tags:
        return
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "A purge is a part of the change: call bake.changed() inside transaction.atomic()."
        )
    from presswerk.bake.models import Purge

    Purge.objects.bulk_create([Purge(tag=tag, strength=strength) for tag in sorted(set(tags))])


@contextmanager
def changes(*tags: str, strength: str = "wait") -> Iterator[None]:
    """Make the change and its purges one transaction: both happen, or neither."""
    with transaction.atomic():
        yield
        changed(*tags, strength=strength)


@contextmanager
def muted() -> Iterator[None]:
    """Let rows change in bulk without a purge each. MUST be called within a transaction.

    Whoever mutes says at the end what has changed, such as every page: `changed("*")`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Triggers are muted inside transaction.atomic() only.")
    from presswerk.bake.models import Mute

    # Uncommitted, the row is seen by this transaction alone.
    mute = Mute.objects.create()
    yield
    mute.delete()


def forget_old() -> int:
    """Delete purges older than KEEP; return how many."""
    from presswerk.bake.models import Purge

    return Purge.objects.filter(at__lt=timezone.now() - KEEP).delete()[0]
