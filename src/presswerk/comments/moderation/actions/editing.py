"""Changing a comment's words, with a mark that readers see."""

from django.db import transaction
from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.comments import markup
from presswerk.comments.actions import auditing
from presswerk.comments.models import AuditEntry, Comment, State
from presswerk.comments.moderation.models import EarlierText
from presswerk.comments.taming import tame


class NotEdited(ValueError):
    """Raised for an empty text, and for a comment whose text is gone."""


def edit(comment: Comment, text: str, by: User) -> AuditEntry | None:
    """Give a comment another text; the earlier one is kept for as long as the act can be undone.

    None when nothing changes. Raises NotEdited.
    """
    text = tame(text.replace("\r\n", "\n")).strip()
    if not text:
        raise NotEdited("A comment needs a text.")
    with transaction.atomic():
        found = Comment.objects.select_for_update().get(pk=comment.pk)
        if found.state == State.ERASED:
            raise NotEdited("This comment has been erased.")
        if found.text == text:
            return None
        entry = auditing.write("edit", "comment", found.pk, by=by, comment=found)
        EarlierText.objects.create(
            entry_id=entry.pk, comment=found, text=found.text, html=found.html,
            edited_at=found.edited_at, edited_by_desk=found.edited_by_desk,
        )  # fmt: skip
        write_text(found, text, markup.render(text), timezone.now(), by_desk=True)
    comment.refresh_from_db()
    return entry


def write_text(comment: Comment, text: str, html: str, edited_at: object, *, by_desk: bool) -> None:
    """Store a text and how it is marked. MUST be called in a transaction."""
    Comment.objects.filter(pk=comment.pk).update(
        text=text, html=html, edited_at=edited_at, edited_by_desk=by_desk
    )
