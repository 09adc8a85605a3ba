"""Articles that were commented on before, kept in each process.

Reading an article with its section costs a seventh of a whole comment. A kept one is used only together with
`stamps()`, by which it is told from the database whether the article still is what it was: one narrow query
for all comments that come at the same moment.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Exists, QuerySet
from wagtail.models import PageViewRestriction

from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.prepared import prepared

Stamp = tuple[Any, ...]

_MOST = 100
# Whatever decides whether and how it may be commented on, and what the filter and mails say of it.
_FIELDS = (
    "number", "live", "path", "url_path", "slug", "title", "lead", "comments_open", "published_at",
    "section_id", "locale_id",
)  # fmt: skip


class Kept(NamedTuple):
    """An article and what it was like. Nobody may change it: threads share it."""

    article: ArticlePage
    stamp: Stamp


_kept: dict[int, Kept] = {}


def of(number: int) -> Kept | None:
    """The article with this number as it was some time ago; None when it is not kept."""
    return _kept.get(number)


def keep(article: ArticlePage) -> None:
    """Keep what `public_article()` has found."""
    if article.is_anything_restricted:
        return  # whether it may be read depends on more than its own row
    if len(_kept) >= _MOST:
        _kept.clear()
    section_path = article.section.path if article.section else None
    values = [getattr(article, name) for name in _FIELDS]
    _kept[article.number] = Kept(article, (*values, section_path, article.locale.language_code, False))


def stamps(keys: Sequence[int]) -> dict[int, Stamp]:
    """By key what the articles are like now. One query."""
    return {row[0]: tuple(row[1:]) for row in _rows(sorted(set(keys)))}


@prepared
def _rows(keys: Sequence[int]) -> "QuerySet[ArticlePage, tuple[Any, ...]]":
    query = ArticlePage.objects.filter(pk__in=keys).order_by()
    query = query.annotate(is_anything_restricted=Exists(PageViewRestriction.objects.all()))
    return query.values_list(
        "pk", *_FIELDS, "section__path", "locale__language_code", "is_anything_restricted"
    )
