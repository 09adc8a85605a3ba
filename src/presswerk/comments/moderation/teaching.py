"""What the filters learn from a decision: after its commit, and taken back when it is undone.

Advertising and insults are told apart by two engines with folders of their own:

publish                     no advertising, no insult
spam                        advertising; it says nothing of insults
reject as insult or hatred  an insult, no advertising
reject for anything else    no advertising, with half the weight: it did not deserve to be praised either
"""

import logging
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from presswerk import conf
from presswerk.accounts.models import User
from presswerk.comments import filtering
from presswerk.comments.models import Comment, State

if TYPE_CHECKING:
    from presswerk.spam import Engine, Submission

log = logging.getLogger(__name__)

INSULTING = frozenset({"insult", "hate"})
HALF = 0.5


@cache
def insult_engine() -> "Engine":
    """The judge of insults, apart from that of spam; opened once in each process."""
    from presswerk.spam import Engine

    return Engine(conf.current().data / "spam" / "insults", "insult")


def teach(submission: "Submission", state: State, reason: str, by: User) -> None:
    """Let both filters learn a decision on what `filtering.submission_of` made, as soon as it is committed.

    MUST be called in the transaction of the decision.
    """
    lessons = lessons_of(state, reason)
    if lessons:
        transaction.on_commit(partial(_learn, submission, lessons, _actor(by)), robust=True)


def unteach(comment: Comment) -> None:
    """Let both filters forget what they learned of this comment, after the commit."""
    transaction.on_commit(partial(_forget, submission_id(comment)), robust=True)


def submission_id(comment: Comment) -> str:
    """What the engines call it; the same as `filtering.submission_of` says."""
    return f"comment:{comment.pk}"


def lessons_of(state: State, reason: str) -> dict[str, tuple[bool, float]]:
    """For each engine whether the text bears its label, and the weight of that."""
    if state == State.PUBLISHED:
        return {"spam": (False, 1.0), "insult": (False, 1.0)}
    if state == State.SPAM:
        return {"spam": (True, 1.0)}
    if state != State.REJECTED:
        return {}
    if reason in INSULTING:
        return {"spam": (False, 1.0), "insult": (True, 1.0)}
    return {"spam": (False, HALF)}


def _actor(by: User) -> str:
    return f"user:{by.pk}"


def _learn(submission: "Submission", lessons: dict[str, tuple[bool, float]], actor: str) -> None:
    engines: dict[str, Any] = {"spam": filtering.engine, "insult": insult_engine}
    for label, (is_label, trust) in lessons.items():
        engines[label]().learn(submission, is_label, actor, trust=trust)


def _forget(submission: str) -> None:
    filtering.engine().forget(submission)
    insult_engine().forget(submission)
