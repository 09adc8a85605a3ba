"""The editors' pick."""

from typing import Any

from django.db import transaction

from presswerk.accounts.models import User
from presswerk.comments.actions import auditing
from presswerk.comments.models import AuditEntry, Comment


def pick(comment: Comment, by: User, *, is_pick: bool = True, **data: Any) -> AuditEntry:
    """Mark a comment for readers as picked by the editors, or take the mark off."""
    with transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(is_pick=is_pick)
        comment.is_pick = is_pick
        return auditing.write(
            "pick" if is_pick else "unpick", "comment", comment.pk, by=by, comment=comment, **data
        )
