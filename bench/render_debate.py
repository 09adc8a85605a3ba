"""The debate that stands below the measured articles of both sides of bench/render.py: the same words."""

from datetime import timedelta
from typing import Any

COMMENTS, THREADS = 10, 4
TEXT = (
    "Danke für den Bericht. Ich wohne seit dreißig Jahren an der Bucht und habe das Gras nie gesehen.\n\n"
    "Gibt es Zahlen dazu, was es kostet?"
)


def name_of(number: int) -> str:
    """Who wrote the comment."""
    return f"Leserin {number}"


def debate_below(article: Any) -> None:
    """Ours, in place of whatever stood there: ten comments in four threads, and the form."""
    from presswerk.comments.actions.bringing_in import Earlier, bring_in, count_anew
    from presswerk.comments.models import Comment

    Comment.objects.filter(article=article).delete()
    written: list[Comment] = []
    for number in range(COMMENTS):
        parent = written[number % THREADS] if number >= THREADS else None
        at = article.published_at + timedelta(hours=number)
        written.append(bring_in(article, Earlier(name_of(number), TEXT, at, parent=parent)))
    count_anew(article)


def without_debate(article: Any) -> Any:
    """A copy that is public, with neither comments nor form."""
    from presswerk.newsroom.actions import publishing

    section = article.get_parent()
    copy = article.copy(
        to=section,
        update_attrs={"title": f"{article.title} (ohne Debatte)", "comments_open": False},
        keep_live=False,
        copy_revisions=False,
    )
    publishing.publish(copy)
    copy.refresh_from_db()
    return copy
