"""Debates of the demo, below articles that are published already."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from presswerk.accounts.models import User
from presswerk.comments.actions.bringing_in import Earlier, bring_in, count_anew
from presswerk.comments.models import Comment, State
from presswerk.demo._frame import FrameDesk
from presswerk.demo.content import ContentError, Table
from presswerk.newsroom.models import ArticlePage, AuthorProfile

_GONE = {"": State.PUBLISHED, "author": State.WITHDRAWN, "desk": State.REJECTED}


class DebateDesk:
    """Brings in one debate after the other."""

    def __init__(self, frame: FrameDesk) -> None:
        self._frame = frame
        self._staff: dict[int, User] = {}

    def bring_in(self, article: ArticlePage, rows: tuple[Table, ...]) -> None:
        """All comments of a debate, none later than now. Raises ContentError for an answer to nobody."""
        published = article.published_at
        assert published is not None
        pace = self._pace(published, rows)
        known: dict[str, Comment] = {}
        for row in sorted(rows, key=lambda row: int(row["after"])):
            answered = row.get("answers")
            if answered and answered not in known:
                raise ContentError(
                    f"A comment on “{article.title}” answers {answered!r}, which is not there."
                )
            at = published + timedelta(minutes=row["after"]) * pace
            parent = known[answered] if answered else None
            comment = bring_in(article, self._earlier(article, row, at, parent))
            known[row.get("key", f"#{comment.pk}")] = comment
        count_anew(article)

    def _pace(self, published: datetime, rows: tuple[Table, ...]) -> float:
        """Below 1 for a debate that would otherwise reach into the future."""
        there_is = timezone.now() - published - timedelta(minutes=1)
        needed = timedelta(minutes=max(row["after"] for row in rows))
        return max(0.0, min(1.0, there_is / needed))

    def _earlier(self, article: ArticlePage, row: Table, at: datetime, parent: Comment | None) -> Earlier:
        helpful, unhelpful = row.get("votes", (0, 0))
        profile = self._frame.author(article.language, row["author"]) if "author" in row else None
        return Earlier(
            name=profile.name if profile else row["name"],
            text=row.get("text", ""),
            at=at,
            parent=parent,
            staff=self._account_of(profile) if profile else None,
            by_author=profile is not None and profile in [credit.author for credit in article.byline],
            is_pick=row.get("pick", False),
            helpful=helpful,
            unhelpful=unhelpful,
            state=_GONE[row.get("gone", "")],
        )

    def _account_of(self, profile: AuthorProfile) -> User:
        """An account that nobody can log in to: comments of the newsroom are those of its accounts."""
        if profile.pk not in self._staff:
            first, _space, last = profile.name.rpartition(" ")
            email = f"{profile.slug}@faehrmoorer-bote.example"
            account = User.objects.filter(email=email).first() or User.objects.create_user(
                email, first_name=first, last_name=last, is_active=False
            )
            self._staff[profile.pk] = account
        return self._staff[profile.pk]
