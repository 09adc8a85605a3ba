"""Publishing, rejecting, calling spam: one comment or several."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from presswerk.accounts.models import User
from presswerk.comments import filtering
from presswerk.comments.actions.deciding import NotDecided, decide
from presswerk.comments.models import AuditEntry, Comment, State
from presswerk.comments.moderation import grounds, teaching
from presswerk.comments.moderation.actions import claiming

ACTS = {"approve": State.PUBLISHED, "reject": State.REJECTED, "spam": State.SPAM}
MOST_AT_ONCE = 200
"""Comments decided in one transaction; it holds SQLite's write lock for about a second."""


def judge(comment: Comment, act: str, by: User, ground: str = "", **data: Any) -> AuditEntry:
    """Decide one comment by an act of ACTS, teach the filters, and end its claim.

    A rejection needs a ground of `grounds`. Raises NotDecided when there is none, or for what was erased.
    """
    state = ACTS[act]
    if state == State.REJECTED and ground not in grounds.BY_CODE:
        raise NotDecided("A rejection needs one of the desk's grounds.")
    # Before the row is read anew, which would ask for article and sender once more.
    submission = filtering.submission_of(comment)
    with transaction.atomic():
        entry = decide(comment, state, by=by, reason=ground if state == State.REJECTED else "", **data)
        claiming.settle(comment.pk)
        teaching.teach(submission, state, ground, by)
    return entry


def judge_all(
    comments: Iterable[Comment], act: str, by: User, ground: str = "", **data: Any
) -> list[AuditEntry]:
    """The same for several, at most MOST_AT_ONCE; what was erased meanwhile is left out."""
    entries = []
    with transaction.atomic():
        for comment in list(comments)[:MOST_AT_ONCE]:
            try:
                entries.append(judge(comment, act, by, ground, bulk=True, **data))
            except NotDecided:
                if ACTS[act] == State.REJECTED and ground not in grounds.BY_CODE:
                    raise
    return entries
