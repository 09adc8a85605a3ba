"""Changing the state of a comment: publish, reject, spam, withdraw, erase, and taking it back."""

from collections import Counter
from collections.abc import Container, Iterable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.comments import seams
from presswerk.comments.actions import auditing
from presswerk.comments.actions.auditing import ActorKind
from presswerk.comments.models import AuditEntry, Comment, Debate, State
from presswerk.newsroom import kept_statements

CROWD_LASTS = timedelta(seconds=10)


class NotDecided(ValueError):
    """Raised when a comment cannot go from its state to the one asked for; the message says why."""


def decide(
    comment: Comment,
    state: State,
    *,
    by: User | None = None,
    kind: ActorKind | None = None,
    reason: str = "",
    **data: Any,
) -> AuditEntry:
    """Bring a comment into a state; the row is read anew under a lock, so two at once decide in turn.

    `reason` is a code of the desk's grounds for refusing; `data` goes into the audit log. Deciding what is
    decided already writes an entry and changes nothing else. Raises NotDecided for what was erased.
    """
    with transaction.atomic():
        found = Comment.objects.select_for_update().get(pk=comment.pk)
        if found.state == State.ERASED:
            raise NotDecided("This comment has been erased.")
        before = State(found.state)
        now = timezone.now()
        found.state = state
        # What waits again has been decided by nobody.
        found.decided_at, found.decided_by = (None, None) if state == State.WAITING else (now, by)
        if state == State.PUBLISHED and found.published_at is None:
            found.published_at = now
        place(found)
        found.save(
            update_fields=["state", "decided_at", "decided_by", "published_at", "shows_text", "is_visible"]
        )
        _recount(found, before)
        _tidy_ancestors(found)
        entry = auditing.write(
            _ACTS[state], "comment", found.pk,
            by=by, kind=kind, comment=found, before=before.value, after=state.value, reason=reason, **data,
        )  # fmt: skip
        seams.tell_decided(found, entry)
    comment.refresh_from_db()
    return entry


_ACTS = {
    State.PUBLISHED: "publish",
    State.WAITING: "hold",
    State.REJECTED: "reject",
    State.SPAM: "spam",
    State.WITHDRAWN: "withdraw",
    State.ERASED: "erase",
}


def place(comment: Comment) -> None:
    """Set what readers see of a comment from its state; its visible replies keep its place."""
    comment.shows_text = comment.state == State.PUBLISHED
    comment.is_visible = comment.shows_text or (
        comment.published_at is not None and _has_visible_replies(comment)
    )


def _has_visible_replies(comment: Comment) -> bool:
    return Comment.objects.filter(parent=comment, is_visible=True).exists()


def _tidy_ancestors(comment: Comment) -> None:
    """A place that was kept for its replies goes with the last of them, and comes back with the first."""
    parent = comment.parent
    while parent is not None and not parent.shows_text:
        was = parent.is_visible
        place(parent)
        if parent.is_visible == was:
            return
        parent.save(update_fields=["is_visible"])
        parent = parent.parent


def count_in(comment: Comment) -> None:
    """Count a comment that was stored as published. MUST be called in its transaction."""
    count_all_in([comment])


def count_all_in(comments: Iterable[Comment], crowded: Container[int] = ()) -> None:
    """Count those that were stored as published, by one statement. MUST be called in their transaction.

    `crowded` are the articles that get one comment after the other. Debates are counted in the order of their
    keys, so that no two transactions wait for each other.
    """
    published = Counter(comment.article_id for comment in comments if comment.state == State.PUBLISHED)
    if not published:
        return
    table = connection.ops.quote_name(Debate._meta.db_table)
    now = timezone.now()
    adapt = connection.ops.adapt_datetimefield_value
    until = adapt(now + CROWD_LASTS)
    rows = [
        (article_id, count, adapt(now), until if article_id in crowded else None)
        for article_id, count in sorted(published.items())
    ]
    with kept_statements.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (article_id, comments, last_at, crowded_until)"
            f" VALUES {', '.join(['(%s, %s, %s, %s)'] * len(rows))}"
            f" ON CONFLICT (article_id) DO UPDATE"
            f" SET comments = {table}.comments + excluded.comments, last_at = excluded.last_at,"
            f" crowded_until = coalesce(excluded.crowded_until, {table}.crowded_until)",
            [value for row in rows for value in row],
        )


def _recount(comment: Comment, before: State) -> None:
    step = int(comment.state == State.PUBLISHED) - int(before == State.PUBLISHED)
    if not step:
        return
    debate = Debate.objects.filter(article_id=comment.article_id)
    values = {"comments": F("comments") + step, "last_at": timezone.now() if step > 0 else F("last_at")}
    if not debate.update(**values):
        Debate.objects.get_or_create(article_id=comment.article_id)
        debate.update(**values)
