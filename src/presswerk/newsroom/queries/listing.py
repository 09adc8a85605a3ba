"""Walks down the listing index: the newest of an edition, section, author or topic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, Q, QuerySet

from presswerk import bake
from presswerk.newsroom.models import ArticlePage, Listing
from presswerk.newsroom.queries import PAGE_SIZE
from presswerk.newsroom.queries.parts import part_of
from presswerk.newsroom.queries.teasers import is_public, newest_teasers, teasers_of

_NEWEST_FIRST = (F("published_at").desc(), F("article").desc())
_OLDEST_FIRST = ("published_at", "article")


@dataclass(frozen=True)
class Slice:
    """One page of a list. `older` is the number of the last article shown when the list goes on after it."""

    articles: list[ArticlePage]
    older: int | None


def tag(kind: int, target_id: int) -> str:
    """The tag of a list: purged when something joins it, leaves it or changes its place in it."""
    return f"list:{int(kind)}:{target_id}"


def related_tag(section_id: int) -> str:
    """The tag of a section's list as it stands below its articles: purged with the list, softly."""
    return f"related:{section_id}"


@bake.named_query
def newest(
    kind: int,
    target_id: int,
    *,
    before: int | None = None,
    most: int = PAGE_SIZE,
    without: Iterable[int] = (),
    bylines: bool = True,
    listed_as: str = "",
) -> Slice:
    """The newest articles of a list, or those before the article with number `before`.

    `listed_as` is the tag to depend on in place of the list's own. `without` names article ids that are
    shown elsewhere on the page. A `before` whose article is gone starts where it stood as far as its number
    tells, so that printed links stay good.
    """
    bake.depends_on(listed_as or tag(kind, target_id))
    left_out = set(without)
    wanted = most + len(left_out) + 1
    if before is None:
        found = newest_teasers(kind, target_id, wanted, bylines=bylines)
    else:
        rows = rows_of(kind, target_id).filter(older_than(before))
        found = teasers_of(rows.order_by(*_NEWEST_FIRST)[:wanted], bylines=bylines)
    return slice_of([article for article in found if article.pk not in left_out], most)


@bake.named_query
def oldest(kind: int, target_id: int, *, after: int, most: int = PAGE_SIZE) -> Slice:
    """The articles of a list in the order in which they came out, from the one behind the article `after` on.

    From the beginning with 0.
    """
    bake.depends_on(tag(kind, target_id))
    rows = rows_of(kind, target_id)
    if after:
        rows = rows.filter(newer_than(after))
    found = teasers_of(rows.order_by(*_OLDEST_FIRST)[: most + 1])
    return slice_of(found[::-1], most)


def slice_of(found: Sequence[ArticlePage], most: int) -> Slice:
    """The first `most` articles of a list that was asked for one more, as far as they are public."""
    articles = [article for article in found[:most] if is_public(article)]
    has_older = len(found) > most and bool(articles)
    return Slice(articles, articles[-1].number if has_older else None)


def older_than(number: int) -> Q:
    """What comes after the article with this number in a list, newest first; all when none is known."""
    place = _place_of(number)
    return Q() if place is None else _below(*place)


def newer_than(number: int) -> Q:
    """What comes after the article with this number in a list, oldest first; all when none is known."""
    place = _place_of(number)
    return Q() if place is None else _above(*place)


def _below(published_at: datetime, pk: int) -> Q:
    # The first condition alone bounds the walk down the index; an OR by itself would start at the top.
    return Q(published_at__lte=published_at) & (Q(published_at__lt=published_at) | Q(article_id__lt=pk))


def _above(published_at: datetime, pk: int) -> Q:
    return Q(published_at__gte=published_at) & (Q(published_at__gt=published_at) | Q(article_id__gt=pk))


def _place_of(number: int) -> tuple[datetime, int] | None:
    """When the article with this number, or else the one numbered before it, was published, and its key."""
    boundary = (
        ArticlePage.objects.filter(number__lte=number, published_at__isnull=False)
        .order_by("-number")
        .values_list("published_at", "pk", "number")
        .first()
    )
    if boundary is None or boundary[2] != number:
        # Printed links name articles that were there; another one may still appear before this number.
        bake.depends_on(f"numbers:{part_of(number)}")
    if boundary is None:
        return None
    published_at, pk, _number = boundary
    bake.depends_on(f"page:{pk}")
    return published_at, pk


def rows_of(kind: int, target_id: int) -> QuerySet[Listing]:
    """All rows of a list."""
    return Listing.objects.filter(kind=kind, target_id=target_id)


@bake.named_query
def nearest_boundary(rows: QuerySet[Listing], number: int, *, oldest_first: bool = False) -> int | None:
    """The number itself when its article stands in this list, as in all links that were printed.

    Else that of the article just before the place where it stood, so that a page from there on leaves
    nothing out; None when it stood at the top, or nowhere.
    """
    if rows.filter(article__number=number).exists():
        return number
    place = _place_of(number)
    if place is None:
        return None
    if oldest_first:
        before = rows.filter(_below(*place)).order_by(*_NEWEST_FIRST)
    else:
        before = rows.filter(_above(*place)).order_by(*_OLDEST_FIRST)
    return before.values_list("article__number", flat=True).first()


@bake.named_query
def newest_ids_of_each(kind: int, targets: Sequence[int], most: int) -> dict[int, list[int]]:
    """The ids of the newest `most` articles of each list, in one query whatever the number of lists.

    Written out because Django cannot slice the parts of a union on SQLite.
    """
    if not targets:
        return {}
    bake.depends_on(*(tag(kind, target) for target in targets))
    table = Listing._meta.db_table
    part = (
        f"SELECT * FROM (SELECT target_id, article_id FROM {table}"
        " WHERE kind = %s AND target_id = %s"
        " ORDER BY published_at DESC, article_id DESC LIMIT %s) AS part_{n}"
    )
    parts = " UNION ALL ".join(part.replace("{n}", str(n)) for n in range(len(targets)))
    arguments = [value for target in targets for value in (kind, target, most)]
    newest_of: dict[int, list[int]] = {target: [] for target in targets}
    with connection.cursor() as cursor:
        cursor.execute(parts, arguments)
        for target, article in cursor.fetchall():
            newest_of[target].append(article)
    return newest_of
