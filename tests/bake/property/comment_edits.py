"""What happens below articles, among all the other edits, and the addresses at which it is read."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from presswerk.comments import markup
from presswerk.comments.actions import deciding, editing, submitting, voting
from presswerk.comments.actions.bringing_in import Earlier, bring_in, count_anew
from presswerk.comments.models import Comment, DebateRules, Mode, State
from presswerk.comments.queries import debate
from presswerk.comments.refused import Refused
from presswerk.newsroom.models import ArticlePage, SectionPage
from tests.bake.property.edits import Desk, edit, one
from tests.bake.property.newspaper import new_word
from tests.comments import letters

_MODES = [Mode.OFF, Mode.BEFORE, Mode.AFTER, ""]


def small_debates(patch: pytest.MonkeyPatch) -> None:
    """Let debates go on to another page after a few comments."""
    for name, size in {"ON_ARTICLE": 3, "ON_PAGE": 2, "THREADS_OF_BEST": 2, "REPLIES_OF_BEST": 1}.items():
        patch.setattr(debate, name, size)


def hide(desk: Desk, comment: Comment) -> None:
    """Remember that nobody may be shown the comment's words from now on, even if they are gone."""
    # Articles have no such numbers, so this word stays hidden.
    if comment.text:
        desk.words[word_of(comment)] = -comment.pk


def show(desk: Desk, comment: Comment) -> None:
    """Readers may be shown the comment's words again."""
    if comment.text:
        desk.words.pop(word_of(comment), None)


def word_of(comment: Comment) -> str:
    """The first word of its text, which stands in no other one."""
    return comment.text.split()[0]


def email_of(number: int) -> str:
    """Few readers write, so that several comments are one reader's."""
    return f"leser{number % 3}@lesen.example"


@edit
def comment_submitted(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage.objects.filter(live=True), a)
    if article is None:
        return
    answered = one(Comment.objects.filter(article=article, is_visible=True), b) if c % 2 else None
    draft = letters.draft(
        article, f"{new_word()} gesendet", parent=answered, name=new_word(), email=email_of(b)
    )
    try:
        submitting.submit(draft)
    except Refused as refused:
        if refused.code not in ("closed", "crowded"):
            raise


@edit
def comment_approved(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    answered = one(Comment.objects.filter(article=article, is_visible=True), b) if c % 2 else None
    waiting = Earlier(
        new_word(), f"{new_word()} gesagt", timezone.now() - timedelta(minutes=c), parent=answered,
        email=email_of(b), state=State.WAITING, was_public=False,
    )  # fmt: skip
    deciding.decide(bring_in(article, waiting), State.PUBLISHED)


@edit
def comment_withdrawn(desk: Desk, a: int, b: int, c: int) -> None:
    comment = one(Comment.objects.filter(state=State.PUBLISHED), a)
    if comment:
        if b % 3 == 0:
            editing.withdraw(comment)
        else:
            deciding.decide(comment, [State.REJECTED, State.WAITING][b % 2])
        hide(desk, comment)


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
def comments_updated(desk: Desk, a: int, b: int, c: int) -> None:
    article = one(ArticlePage, a)
    comments = Comment.objects.filter(article=article)
    match c % 3:
        case 0:
            comments.update(author_name=new_word(), author_url="https://example.org/" if b % 2 else "")
        case 1:
            comments.update(edited_by_desk=bool(b % 2), edited_at=timezone.now())
        case _:
            for comment in comments:
                hide(desk, comment)
            comments.delete()
            if article:
                count_anew(article)


@edit
def vote_counted(desk: Desk, a: int, b: int, c: int) -> None:
    comment = one(Comment.objects.filter(state=State.PUBLISHED), a)
    if comment:
        voting.vote(comment, f"198.51.100.{b}", is_helpful=c % 3 > 0)
        voting.count_votes()


@edit
def rules_changed(desk: Desk, a: int, b: int, c: int) -> None:
    _set_rules(
        a,
        b,
        mode=_MODES[c % 4],
        close_after_days=c % 3 or None,
        close_after_comments=2 if c % 5 == 0 else None,
    )


@edit
def debate_closed(desk: Desk, a: int, b: int, c: int) -> None:
    now = timezone.now()
    match c % 4:
        case 0:  # opened again
            _set_rules(a, b, closed_at=None, read_from=None, read_until=None)
        case 1:
            _set_rules(a, b, closed_at=now + timedelta(minutes=10 * (b // 3)))
        case 2:
            _set_rules(a, b, read_from=_clock(now, 10), read_until=_clock(now, 40))
        case _:
            article = one(ArticlePage, a)
            if article:
                draft = article.get_latest_revision_as_object()
                draft.comments_open = not article.comments_open
                # What is published is the latest text, which may have been a draft until now.
                draft.save_revision().publish()


def _clock(now: datetime, minutes: int) -> object:
    local = timezone.localtime(now + timedelta(minutes=minutes))
    return local.time().replace(second=0, microsecond=0)


def _set_rules(a: int, b: int, **values: object) -> None:
    scope: dict = [{"article": one(ArticlePage, a)}, {"section": one(SectionPage, a)}, {}][b % 3]
    where = {"article": None, "section": None} | scope
    DebateRules.objects.update_or_create(**where, defaults=values)
