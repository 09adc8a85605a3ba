"""Entries of the word and host lists."""

from django.db import transaction

from presswerk.accounts.models import User
from presswerk.comments.actions import auditing
from presswerk.comments.moderation.models import ListEntry


def add(entry: ListEntry, by: User) -> None:
    """Put a cleaned entry on its list."""
    with transaction.atomic():
        entry.added_by = by
        entry.save()
        _write("list", entry, by)


def remove(entry: ListEntry, by: User) -> None:
    """Take it off."""
    with transaction.atomic():
        _write("unlist", entry, by)
        entry.delete()


def _write(act: str, entry: ListEntry, by: User) -> None:
    auditing.write(
        act, "list", entry.pk, by=by, kind_of_entry=entry.kind, pattern=entry.pattern, verdict=entry.verdict
    )
