"""What readers see of a debate: slices of bounded size along an index, by key and never by number of page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from presswerk import bake
from presswerk.comments.models import Comment, Debate, State
from presswerk.newsroom import memo
from presswerk.newsroom.prepared import prepared

ON_ARTICLE = 20
"""Comments below an article; the rest stands on the debate's own pages."""
ON_PAGE = 100
THREADS_OF_BEST = 20
REPLIES_OF_BEST = 10
IN_FEED = 30
MOST_NEW = 100

_SHOWN = (
    "article_id", "parent_id", "thread", "path", "author_name", "author_url", "staff_id", "by_author", "html",
    "state", "shows_text", "is_pick", "published_at", "submitted_at", "edited_at", "edited_by_desk",
    "helpful", "score", "language", "parent__author_name", "parent__shows_text",
)  # fmt: skip


class Sort(StrEnum):
    """The orders in which a debate can be read."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"


class Since(StrEnum):
    """How far back "new" reaches."""

    HOUR = "1h"
    DAY = "24h"
    WEEK = "7d"

    @property
    def span(self) -> timedelta:
        """The time before now."""
        return {"1h": timedelta(hours=1), "24h": timedelta(days=1), "7d": timedelta(days=7)}[self.value]


@dataclass
class Thread:
    """A first comment with its replies in the order of the conversation, or the part of it on this page."""

    first: Comment | None
    """None when the page begins in the middle of a thread."""
    replies: list[Comment] = field(default_factory=list)
    more_after: int | None = None
    """The last reply shown, when the thread goes on elsewhere."""


@dataclass(frozen=True)
class Slice:
    """One page of a debate. `after` is the key of the next one; None on the last."""

    threads: list[Thread]
    after: int | None
    count: int
    """Published comments of the whole debate."""


def tags(article_id: int) -> tuple[str, str, str]:
    """What every page of a debate depends on: its comments, their votes and their number."""
    return f"debate:{article_id}", f"debate-votes:{article_id}", f"comments:{article_id}"


@bake.named_query
def count(article_id: int) -> int:
    """The number of published comments, where no comment is shown beside it. One query."""
    bake.depends_on(f"comments:{article_id}")
    return Debate.objects.filter(pk=article_id).values_list("comments", flat=True).first() or 0


@bake.named_query
def first_page(article_id: int) -> Slice:
    """The newest threads, as they stand below the article. One query, once a request."""
    bake.depends_on(*tags(article_id))
    return memo.once(f"debate of {article_id}", lambda: _sliced(_newest(article_id), ON_ARTICLE))


@bake.named_query
def page(article_id: int, sort: Sort, after: int | None) -> Slice | None:
    """The page that begins after the comment `after`; None when that is no comment of this debate.

    At most three queries, the boundary's among them.
    """
    bake.depends_on(*tags(article_id))
    boundary = None
    if after is not None:
        boundary = _visible(article_id).filter(pk=after).only("thread", "path", "score", "parent_id").first()
        if boundary is None:
            return None
    if sort == Sort.BEST:
        return _best(article_id, boundary)
    return _in_order(article_id, sort, boundary, ON_PAGE)


@bake.named_query
def nearest_boundary(article_id: int, sort: Sort, after: int) -> int | None:
    """The visible comment just before the place of one that is not; None when there is none.

    So that a page of a debate has as many addresses as the debate has comments, whatever numbers are made up.
    """
    bake.depends_on(*tags(article_id))
    gone = Comment.objects.filter(article_id=article_id, pk=after).only("thread", "path").first()
    if gone is None or sort == Sort.BEST:
        return None
    newest = sort == Sort.NEWEST
    before = _visible(article_id).filter(_beyond(gone, forward=False, newest=newest))
    order = ("thread", "-path") if newest else ("-thread", "-path")
    return before.order_by(*order).values_list("pk", flat=True).first()


@bake.named_query
def new_since(article_id: int, since: Since, now: datetime) -> list[Comment]:
    """Comments that appeared within the time, the newest first. One query.

    The page is true until the oldest of them is too old.
    """
    bake.depends_on(*tags(article_id))
    found = list(
        _shown(Comment.objects.filter(article_id=article_id, shows_text=True))
        .filter(published_at__gte=now - since.span)
        .order_by("-published_at", "-pk")[:MOST_NEW]
    )
    if found and found[-1].published_at:
        bake.expires(found[-1].published_at + since.span)
    return found


@bake.named_query
def newest_published(article_id: int, most: int = IN_FEED) -> list[Comment]:
    """The comments that appeared last, for the feed. One query."""
    bake.depends_on(*tags(article_id))
    rows = _shown(Comment.objects.filter(article_id=article_id, shows_text=True))
    return list(rows.order_by("-published_at", "-pk")[:most])


def place_of(comment: Comment) -> tuple[Sort, int | None] | None:
    """Where a visible comment stands: order and boundary of its page; None when below the article itself.

    The page begins with its thread, or with the comment itself where it stands far down in a long one.
    """
    if comment.pk in {one.pk for thread in first_page(comment.article_id).threads for one in _all(thread)}:
        return None
    rows = _visible(comment.article_id)
    within = rows.filter(thread=comment.thread, path__lt=comment.path)
    if len(within.order_by("path").values_list("pk", flat=True)[:ON_PAGE]) < ON_PAGE:
        before = rows.filter(thread__lt=comment.thread)
    else:
        before = within
    return Sort.OLDEST, before.order_by("-thread", "-path").values_list("pk", flat=True).first()


def _all(thread: Thread) -> list[Comment]:
    return [*([thread.first] if thread.first else []), *thread.replies]


def _visible(article_id: int) -> QuerySet[Comment]:
    return Comment.objects.filter(article_id=article_id, is_visible=True)


def _shown(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    return rows.select_related("parent").only(*_SHOWN)


def _counted(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """With the number of the whole debate at each, which saves a query of its own."""
    debate = Debate.objects.filter(pk=OuterRef("article_id")).values("comments")
    return _shown(rows).annotate(of_debate=Subquery(debate))


def _number_in(rows: list[Comment]) -> int:
    return (getattr(rows[0], "of_debate", 0) or 0) if rows else 0


def _beyond(place: Comment, *, forward: bool, newest: bool) -> Q:
    """What stands after (or before) a place. The first condition alone bounds the walk along the index."""
    later_threads = forward != newest
    thread = Q(thread__gt=place.thread) if later_threads else Q(thread__lt=place.thread)
    bound = Q(thread__gte=place.thread) if later_threads else Q(thread__lte=place.thread)
    path = Q(path__gt=place.path) if forward else Q(path__lt=place.path)
    return bound & (thread | Q(thread=place.thread) & path)


def _in_order(article_id: int, sort: Sort, boundary: Comment | None, most: int) -> Slice:
    newest = sort == Sort.NEWEST
    rows = _counted(_visible(article_id))
    if boundary is not None:
        rows = rows.filter(_beyond(boundary, forward=True, newest=newest))
    return _sliced(list(rows.order_by("-thread" if newest else "thread", "path")[: most + 1]), most)


@prepared
def _newest(article_id: int) -> QuerySet[Comment]:
    return _counted(_visible(article_id)).order_by("-thread", "path")[: ON_ARTICLE + 1]


def _sliced(found: list[Comment], most: int) -> Slice:
    more = len(found) > most
    found = found[:most]
    return Slice(_threads(found), found[-1].pk if more else None, _number_in(found))


def _threads(rows: Iterable[Comment]) -> list[Thread]:
    threads = []
    for _thread, group in groupby(rows, key=lambda comment: comment.thread):
        comments = list(group)
        begins = comments[0].path == comments[0].thread
        threads.append(Thread(comments[0] if begins else None, comments[1:] if begins else comments))
    return threads


def _best(article_id: int, boundary: Comment | None) -> Slice:
    firsts = _counted(_visible(article_id).filter(parent=None))
    if boundary is not None:
        score, thread = boundary.score, boundary.thread
        firsts = firsts.filter(score__lte=score).filter(Q(score__lt=score) | Q(thread__lt=thread))
    found = list(firsts.order_by("-score", "-thread")[: THREADS_OF_BEST + 1])
    more = len(found) > THREADS_OF_BEST
    found = found[:THREADS_OF_BEST]
    replies = _first_replies(article_id, [first.thread for first in found])
    threads = []
    for first in found:
        below = replies.get(first.thread, [])
        shown = below[:REPLIES_OF_BEST]
        goes_on = len(below) > REPLIES_OF_BEST
        threads.append(Thread(first, shown, shown[-1].pk if goes_on else None))
    return Slice(threads, found[-1].pk if more else None, _number_in(found))


def _first_replies(article_id: int, threads: Sequence[str]) -> dict[str, list[Comment]]:
    """The first replies of each thread, and one more to tell whether there are. One query.

    Written out because Django cannot slice the parts of a union on SQLite; ranking all replies by a window
    would read whole threads.
    """
    if not threads:
        return {}
    table = Comment._meta.db_table
    part = (
        f"SELECT * FROM (SELECT id FROM {table} WHERE article_id = %s AND is_visible AND thread = %s"
        f" AND path > %s ORDER BY thread, path LIMIT {REPLIES_OF_BEST + 1}) AS part_{{n}}"
    )
    parts = " UNION ALL ".join(part.format(n=n) for n in range(len(threads)))
    ids = RawSQL(parts, [value for thread in threads for value in (article_id, thread, thread)])
    found: dict[str, list[Comment]] = {}
    for comment in _shown(Comment.objects.filter(pk__in=ids)).order_by("thread", "path"):
        found.setdefault(comment.thread, []).append(comment)
    return found


def removed_by(comment: Comment) -> str:
    """Who took away the text of a comment whose place is kept: "author", "desk"; "" while it is looked at."""
    if comment.state in (State.WITHDRAWN, State.ERASED):
        return "author"
    return "" if comment.state == State.WAITING else "desk"
