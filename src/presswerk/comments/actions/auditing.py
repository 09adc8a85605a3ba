"""Writing acts down."""

from typing import Any, Literal

from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.comments.models import AuditEntry, Comment
from presswerk.newsroom.prepared import insert

ActorKind = Literal["staff", "filter", "rule", "reader", "job"]


def write(
    act: str,
    subject_kind: str,
    subject_id: int,
    *,
    by: User | None = None,
    kind: ActorKind | None = None,
    comment: Comment | None = None,
    **data: Any,
) -> AuditEntry:
    """Add one entry. MUST be called in the transaction of the act.

    `data` holds no reader's text or address.
    """
    entry = entry_of(act, subject_kind, subject_id, by=by, kind=kind, comment=comment, **data)
    insert(entry)
    return entry


def entry_of(
    act: str,
    subject_kind: str,
    subject_id: int,
    *,
    by: User | None = None,
    kind: ActorKind | None = None,
    comment: Comment | None = None,
    **data: Any,
) -> AuditEntry:
    """The same, not stored yet."""
    return AuditEntry(
        at=timezone.now(),
        actor=by,
        actor_kind=kind or ("staff" if by else "job"),
        act=act,
        subject_kind=subject_kind,
        subject_id=subject_id,
        comment_id=comment.pk if comment else None,
        data=data,
    )
