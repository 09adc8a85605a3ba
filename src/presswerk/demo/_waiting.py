"""Comments of the demo that wait for the moderators, with what the filters really say of them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from presswerk.comments import filtering, seams
from presswerk.comments.actions.bringing_in import Earlier, bring_in
from presswerk.comments.draft import Draft
from presswerk.comments.models import Comment, State
from presswerk.demo.content import Content, ContentError
from presswerk.newsroom.models import ArticlePage


def leave_waiting(pages: dict[str, ArticlePage], demo: Content) -> None:
    """Put each into the queue, some minutes ago; those below articles of other editions are left out.

    Raises ContentError for an article that there is not.
    """
    now = timezone.now()
    for row in demo.waiting:
        if row["article"] not in demo.articles:
            raise ContentError(f"waiting.toml names {row['article']!r}, which is no article.")
        article = pages.get(row["article"])
        if article is None:
            continue
        at = now - timedelta(minutes=row["minutes_ago"])
        email = f"{'.'.join(row['name'].lower().split())}@example.org"
        draft = Draft(
            article=article, parent=None, name=row["name"], email=email, text=row["text"],
            url=row.get("url", ""), language=article.language, at=at,
        )  # fmt: skip
        comment = bring_in(
            article,
            Earlier(row["name"], row["text"], at, email=email, state=State.WAITING, was_public=False),
        )
        Comment.objects.filter(pk=comment.pk).update(author_url=draft.url, decided_at=None, **_judged(draft))


def _judged(draft: Draft) -> dict[str, object]:
    verdict = filtering.engine().check(filtering.submission_of(draft))
    reasons = [
        {"code": found.code, "params": found.params, "share": found.share} for found in seams.findings(draft)
    ]
    if verdict.decision != "publish":
        reasons += [{"code": "spam_hold", "params": {}, "share": 1.0}]
        reasons += [
            {"code": reason.code, "params": reason.params, "share": round(reason.share, 4)}
            for reason in verdict.reasons
            if reason.share > 0
        ]
    return {
        "held_for": reasons or [{"code": "mode_first", "params": {}, "share": 1.0}],
        "spam_probability": verdict.probability,
        **seams.scores(draft),
    }
