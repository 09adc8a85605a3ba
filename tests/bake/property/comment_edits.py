"""What happens below articles, among all the other edits, and the addresses at which it is read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from presswerk.comments import markup
from presswerk.comments.actions import deciding, voting
from presswerk.comments.actions.bringing_in import Earlier, bring_in
from presswerk.comments.models import Comment, DebateRules, Mode, State
from presswerk.comments.queries import debate
from presswerk.newsroom.models import ArticlePage, SectionPage
from tests.bake.property.edits import Desk, edit, one
from tests.bake.property.newspaper import new_word

_MODES = [Mode.OFF, Mode.BEFORE, Mode.AFTER, ""]


def small_debates(patch: pytest.MonkeyPatch) -> None:
    """Let debates go on to another page after a few comments."""
    for name, size in {"ON_ARTICLE": 3, "ON_PAGE": 2, "THREADS_OF_BEST": 2, "REPLIES_OF_BEST": 1}.items():
        patch.setattr(debate, name, size)


@edit
def comment_approved(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    answered = one(Comment.objects.filter(article=article, is_visible=True), b) if c % 2 else None
    waiting = Earlier(
        new_word(), f"{new_word()} gesagt", timezone.now() - timedelta(minutes=c), parent=answered,
        state=State.WAITING, was_public=False,
    )  # fmt: skip
    deciding.decide(bring_in(article, waiting), State.PUBLISHED)


@edit
def comment_withdrawn(desk: Desk, a: int, b: int, c: int) -> None:
    comment = one(Comment.objects.filter(state=State.PUBLISHED), a)
    if comment:
        deciding.decide(comment, State.WITHDRAWN if b % 2 else State.REJECTED)
        # From now on nobody may be shown it; articles have no such numbers, so this word stays hidden.
        desk.words[comment.text.split()[0]] = -comment.pk


@edit
def comment_edited(desk: Desk, a: int, b: int, c: int) -> None:
    comment = one(Comment.objects.filter(state=State.PUBLISHED), a)
    if comment:
        comment.text = f"{new_word()} berichtigt"
        comment.html = markup.render(comment.text)
        comment.edited_at = timezone.now()
        comment.is_pick = bool(b % 2)
        comment.save(update_fields=["text", "html", "edited_at", "is_pick"])


@edit
def vote_counted(desk: Desk, a: int, b: int, c: int) -> None:
    comment = one(Comment.objects.filter(state=State.PUBLISHED), a)
    if comment:
        voting.vote(comment, f"198.51.100.{b}", is_helpful=c % 3 > 0)
        voting.count_votes()


@edit
def rules_changed(desk: Desk, a: int, b: int, c: int) -> None:
    scope: dict = [{"article": one(ArticlePage, a)}, {"section": one(SectionPage, a)}, {}][b % 3]
    values = {
        "mode": _MODES[c % 4],
        "close_after_days": c % 3 or None,
        "close_after_comments": 2 if c % 5 == 0 else None,
    }
    where = {"article": None, "section": None} | scope
    DebateRules.objects.update_or_create(**where, defaults=values)
