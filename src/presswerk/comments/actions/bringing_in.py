"""Comments that were written elsewhere or earlier: from a move-in, and in the demo."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from presswerk.accounts.models import User
from presswerk.comments import hashing, markup, threads
from presswerk.comments.actions.voting import wilson
from presswerk.comments.models import Comment, Debate, Sender, State
from presswerk.comments.taming import tame, tame_line
from presswerk.newsroom.models import ArticlePage


@dataclass(frozen=True)
class Earlier:
    """One comment as it stood where it comes from."""

    name: str
    text: str
    at: datetime
    email: str = ""
    parent: Comment | None = None
    staff: User | None = None
    by_author: bool = False
    is_pick: bool = False
    helpful: int = 0
    unhelpful: int = 0
    state: State = State.PUBLISHED
    was_public: bool = True
    """Whether its place is kept for its replies when its text is not shown."""


def bring_in(article: ArticlePage, earlier: Earlier) -> Comment:
    """Store it as it is: no filter, no rates, no mail, no entry in the audit log."""
    with transaction.atomic():
        comment = _store(article, earlier)
        if earlier.email:
            Sender.objects.create(comment=comment, email=hashing.normal_email(earlier.email))
        return comment


def count_anew(article: ArticlePage) -> None:
    """Bring the debate's number and last moment up to date after comments were brought in."""
    shown = Comment.objects.filter(article=article, shows_text=True)
    values = {"comments": shown.count(), "last_at": shown.aggregate(last=Max("published_at"))["last"]}
    Debate.objects.update_or_create(article=article, defaults=values)


def _store(article: ArticlePage, earlier: Earlier) -> Comment:
    path = threads.path_below(earlier.parent.path if earlier.parent else "", threads.segment(earlier.at))
    public = earlier.state == State.PUBLISHED
    text = tame(earlier.text)
    return Comment.objects.create(
        article=article,
        parent=earlier.parent,
        thread=threads.thread_of(path),
        path=path,
        author_name=tame_line(earlier.name),
        author_hash=hashing.of_email(earlier.email),
        staff=earlier.staff,
        by_author=earlier.by_author,
        is_pick=earlier.is_pick,
        language=article.language,
        text=text,
        html=markup.render(text),
        state=earlier.state,
        shows_text=public,
        is_visible=public or earlier.was_public,
        submitted_at=earlier.at,
        published_at=earlier.at if earlier.was_public else None,
        decided_at=earlier.at,
        helpful=earlier.helpful,
        unhelpful=earlier.unhelpful,
        score=wilson(earlier.helpful, earlier.helpful + earlier.unhelpful),
    )
