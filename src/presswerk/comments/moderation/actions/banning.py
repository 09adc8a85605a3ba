"""Keeping somebody out until a day, and letting them in again."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.comments import seams
from presswerk.comments.actions import auditing
from presswerk.comments.models import AuditEntry, Comment
from presswerk.comments.moderation.links import hosts_of
from presswerk.comments.moderation.models import Ban

OF_PERSONS = (Ban.Kind.EMAIL, Ban.Kind.NETWORK)
"""Kinds of which whoever wrote has to be told; a host is nobody."""


def ban(comment: Comment, kinds: Iterable[str], days: int | None, by: User) -> list[AuditEntry]:
    """Ban who wrote a comment, by kinds of `Ban.Kind`, for some days or for good (None).

    What is not known of the comment (its network after some days, a host where it links to none) bans
    nobody. A ban in force is made longer or shorter instead of doubled.
    """
    now = timezone.now()
    until = now + timedelta(days=days) if days else None
    entries = []
    with transaction.atomic():
        for kind, value, label in known_of(comment):
            if kind not in kinds:
                continue
            found, is_new = Ban.objects.get_or_create(
                kind=kind, value=value, lifted_at=None,
                defaults={"label": label, "until": until, "made_by": by, "comment_id": comment.pk},
            )  # fmt: skip
            before = found.until
            if not is_new:
                Ban.objects.filter(pk=found.pk).update(until=until)
            entries.append(
                auditing.write(
                    "ban",
                    "ban",
                    found.pk,
                    by=by,
                    comment=comment,
                    kind_of_ban=kind,
                    until=until.isoformat() if until else None,
                    is_new=is_new,
                    before=before.isoformat() if before and not is_new else None,
                )
            )
        told = [entry for entry in entries if entry.data["kind_of_ban"] in OF_PERSONS]
        if told:
            # One act for the person, however many rows it has.
            seams.tell_decided(comment, told[0])
    return entries


def lift(found: Ban, by: User, comment: Comment | None = None, **data: Any) -> AuditEntry:
    """End a ban now."""
    with transaction.atomic():
        Ban.objects.filter(pk=found.pk, lifted_at=None).update(lifted_at=timezone.now())
        comment = comment or Comment.objects.filter(pk=found.comment_id or 0).first()
        left = Ban.objects.filter(comment_id=found.comment_id, lifted_at=None, kind__in=OF_PERSONS)
        entry = auditing.write(
            "lift_ban", "ban", found.pk,
            by=by, comment=comment, kind_of_ban=found.kind, is_free=not left.exists(), **data,
        )  # fmt: skip
        if comment is not None and found.kind in OF_PERSONS:
            seams.tell_decided(comment, entry)
        return entry


def lift_all_of(comment: Comment, by: User, **data: Any) -> None:
    """End all bans that this comment gave rise to, of its author and their network."""
    for found in Ban.objects.filter(comment_id=comment.pk, lifted_at=None, kind__in=OF_PERSONS):
        lift(found, by, comment, **data)


def known_of(comment: Comment) -> list[tuple[str, str, str]]:
    """Kind, value and label of all that could be banned about a comment."""
    found = []
    if comment.author_hash:
        found.append((Ban.Kind.EMAIL.value, comment.author_hash, comment.author_name))
    sender = getattr(comment, "sender", None)
    if sender is not None and sender.address_hash:
        found.append((Ban.Kind.NETWORK.value, sender.address_hash, comment.author_name))
    found += [(Ban.Kind.HOST.value, host, host) for host in hosts_of(comment.text, comment.author_url)]
    return found
