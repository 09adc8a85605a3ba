"""What stands beside a comment on the desk."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from presswerk.accounts.models import User
from presswerk.comments import wording
from presswerk.comments.models import AuditEntry, Comment, State
from presswerk.comments.moderation.actions import banning, undoing
from presswerk.comments.moderation.checks import crisis
from presswerk.comments.moderation.grounds import GROUNDS, Ground
from presswerk.comments.moderation.models.desk_settings import desk_settings

MOST_OF_AUTHOR = 100
_SHOWN_OF_AUTHOR = 3
_BEFORE_IN_THREAD = 4
LEAST_SHARE = 0.02
"""Reasons that moved the filter less are not worth a moderator's time."""


def loaded(comment_id: int) -> Comment | None:
    """A comment with all that the desk shows of it, in one query."""
    return (
        Comment.objects.select_related("article", "article__section", "sender", "parent", "decided_by")
        .defer("article__body")
        .filter(pk=comment_id)
        .first()
    )


@dataclass(frozen=True)
class Reason:
    """One sentence, and how far it moved the filter (percent; 0 for what a rule says)."""

    sentence: str
    percent: int


@dataclass(frozen=True)
class Record:
    """What is known of an author here."""

    counts: dict[str, int]
    """By state, of the last MOST_OF_AUTHOR."""
    is_more: bool
    latest: list[Comment]

    @property
    def total(self) -> int:
        """All that were counted."""
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """Those that wait, this one included."""
        return self.counts.get(State.WAITING, 0)


@dataclass(frozen=True)
class Card:
    """One comment before a moderator. Everything but the comment is asked for when it is shown."""

    comment: Comment
    user: User

    @cached_property
    def reasons(self) -> list[Reason]:
        """Why it waits, the weightiest first."""
        return [
            Reason(wording.reason(entry), round(100 * float(entry.get("share") or 0)))
            for entry in self.comment.held_for
            if float(entry.get("share") or 0) >= LEAST_SHARE
        ]

    @cached_property
    def before(self) -> list[Comment]:
        """The last public comments before it in its thread, without the one that it answers. One query."""
        comment = self.comment
        found = (
            Comment.objects.filter(
                article_id=comment.article_id,
                thread=comment.thread,
                path__lt=comment.path,
                is_visible=True,
                shows_text=True,
            )
            .exclude(pk=comment.parent_id or 0)
            .order_by("-path")
            .only("author_name", "text", "published_at", "by_author")
        )
        return list(found[:_BEFORE_IN_THREAD])[::-1] if comment.parent_id else []

    @cached_property
    def record(self) -> Record | None:
        """This author's latest. One query; None where there is no e-mail to know them by."""
        comment = self.comment
        if not comment.author_hash:
            return None
        rows = list(
            Comment.objects.filter(author_hash=comment.author_hash)
            .order_by("-submitted_at")
            .values_list("pk", "state")[: MOST_OF_AUTHOR + 1]
        )
        counts = Counter(state for _pk, state in rows[:MOST_OF_AUTHOR])
        shown = [pk for pk, _state in rows if pk != comment.pk][:_SHOWN_OF_AUTHOR]
        latest = Comment.objects.filter(pk__in=shown).only("state", "text", "submitted_at", "author_name")
        found = sorted(latest, key=lambda each: each.submitted_at, reverse=True) if shown else []
        return Record(dict(counts), len(rows) > MOST_OF_AUTHOR, found)

    @cached_property
    def bannable(self) -> list[tuple[str, str, str]]:
        """What could be banned: kind, value, label."""
        return banning.known_of(self.comment)

    @property
    def hosts(self) -> list[str]:
        """Hosts that it links to."""
        return [label for kind, _value, label in self.bannable if kind == "host"]

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """For a rejection."""
        return GROUNDS

    @cached_property
    def help_lines(self) -> list[str]:
        """Who helps, where the writer may be in a crisis; the commenter reads the same."""
        if not crisis.is_concerned(self.comment):
            return []
        return desk_settings().help_lines(self.comment.language)

    @property
    def percents(self) -> list[tuple[str, int]]:
        """The filter's and the judge of insults' probabilities, where there are any."""
        pairs: list[tuple[str, Any]] = [
            ("spam", self.comment.spam_probability),
            ("insult", self.comment.insult_probability),
        ]
        return [(name, round(100 * value)) for name, value in pairs if value is not None]

    @property
    def may_be_answered(self) -> bool:
        """Whether a reply of the newsroom can hang from it."""
        return self.comment.state in {State.PUBLISHED, State.WAITING}


def last_act(user: User) -> AuditEntry | None:
    """What the key for undoing takes back."""
    return undoing.last_of(user)
