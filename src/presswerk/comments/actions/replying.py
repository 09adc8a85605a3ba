"""Telling a commenter of replies, after they have confirmed that the address is theirs (double opt-in)."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from presswerk import jobs
from presswerk.accounts import limits
from presswerk.comments import hashing, signing
from presswerk.comments.draft import Draft
from presswerk.comments.models import AuditEntry, Comment, Sender, State

CONFIRM_DAYS = 3
STOP_DAYS = 365
# Nobody's mailbox can be filled by writing its address into the form again and again.
_PER_ADDRESS = limits.Rule("comments-opt-in-address", 3, timedelta(days=1))
_PER_NETWORK = limits.Rule("comments-opt-in-network", 10, timedelta(days=1))
_REPLIES = limits.Rule("comments-reply-mails", 20, timedelta(days=1))


def ask_to_confirm(comment: Comment, draft: Draft) -> None:
    """Mail the question whether the address wants replies, unless it was asked often today.

    MUST be called in the comment's transaction. Nobody can tell from an answer whether a mail went out.
    """
    counts = [
        limits.Count(_PER_ADDRESS, hashing.of_email(draft.email)),
        limits.Count(_PER_NETWORK, hashing.network_of(draft.address)),
    ]
    try:
        limits.consume(counts)
    except limits.LimitReached:
        return
    _send(comment, draft.email, "confirm", confirm_url=_link("confirm", comment, CONFIRM_DAYS))


def confirm(comment_id: int) -> Comment | None:
    """The owner of the address wants replies. None when the comment or its sender is gone."""
    with transaction.atomic():
        sender = Sender.objects.select_for_update().select_related("comment").filter(pk=comment_id).first()
        if sender is None or not sender.email:
            return None
        sender.wants_replies, sender.confirmed_at = True, sender.confirmed_at or timezone.now()
        sender.save(update_fields=["wants_replies", "confirmed_at"])
        return sender.comment


def stop(comment_id: int) -> Comment | None:
    """No more mails about replies to this comment."""
    with transaction.atomic():
        Sender.objects.filter(pk=comment_id).update(wants_replies=False)
        return Comment.objects.filter(pk=comment_id).first()


def tell_of_reply(comment: Comment, entry: AuditEntry) -> None:
    """Hung into `seams.decided`: a reply that appears for the first time is told to who is answered."""
    if (
        entry.data.get("after") != State.PUBLISHED
        or comment.state != State.PUBLISHED
        or not comment.parent_id
    ):
        return
    if entry.data.get("before") == State.PUBLISHED or _was_told(comment, entry):
        return
    asked = Sender.objects.select_related("comment__article").filter(
        pk=comment.parent_id, wants_replies=True, confirmed_at__isnull=False
    )
    sender = asked.exclude(email="").exclude(comment__author_hash=comment.author_hash).first()
    if sender is None or sender.comment.state != State.PUBLISHED:
        return
    try:
        limits.consume([limits.Count(_REPLIES, str(sender.pk))])
    except limits.LimitReached:
        return
    _send(
        sender.comment,
        sender.email,
        "reply",
        reply=comment,
        reply_url=settings.BASE_URL + reverse("comment_permalink", args=[comment.pk]),
        stop_url=_link("stop", sender.comment, STOP_DAYS),
    )


def _was_told(comment: Comment, entry: AuditEntry) -> bool:
    """Whether it had appeared before: held and published again, it is no news."""
    earlier = AuditEntry.objects.filter(comment_id=comment.pk, act="publish", pk__lt=entry.pk)
    return earlier.exists()


def _link(purpose: str, comment: Comment, days: int) -> str:
    token = signing.sign(f"replies-{purpose}", str(comment.pk), days)
    return settings.BASE_URL + reverse(f"comment_replies_{purpose}", args=[token])


def _send(comment: Comment, to: str, template: str, **context: object) -> None:
    from presswerk.comments.actions import own_links

    with translation.override(comment.language):
        context |= {"comment": comment, "article": comment.article, "own_url": own_links.url_of(comment)}
        context["paper"] = own_links.name_of_paper()
        subject, _line, text = render_to_string(f"comments/mail/{template}.txt", context).partition("\n")
        jobs.mail.send(to, " ".join(subject.split()), text.strip() + "\n")
