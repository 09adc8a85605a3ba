"""Articles as lists show them: without bodies, with pictures and bylines, in few queries."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet
from wagtail.models import Page, PageViewRestriction

from presswerk import bake
from presswerk.newsroom import addresses, memo
from presswerk.newsroom.models import ArticlePage, Credit, Listing
from presswerk.newsroom.prepared import prepared
from presswerk.newsroom.stored_sizes import take_sizes, with_sizes

_TEASER_FIELDS = (
    "pk",
    "path",
    "depth",
    "title",
    "url_path",
    "locale_id",
    "live",
    "slug",
    "content_type_id",
    "number",
    "readable_slug",
    "kicker",
    "short_headline",
    "lead",
    "kind",
    "label",
    "published_at",
    "updated_at",
    "comments_open",
    "lead_picture_caption",
    "section",
    "section__title",
    "section__url_path",
    "section__locale_id",
    "section__colour",
    "section__content_type_id",
    "lead_picture",
)
_PICTURE_FIELDS = (
    "title", "file", "description", "is_decorative", "caption", "credit", "width", "height",
    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    "tint",
)  # fmt: skip


def restricted_paths() -> list[str]:
    """Tree paths below which a restriction applies; what stands there is in no list.

    No query of its own where there is no restriction, two where there is one.
    """
    bake.depends_on("privacy")
    return memo.once("restricted paths", _load_restricted_paths)


@bake.named_query
def _load_restricted_paths() -> list[str]:
    if not addresses.is_anything_restricted():
        return []
    # Not joined: where there are none, as nearly everywhere, SQLite would walk all pages to find that out.
    pages = list(PageViewRestriction.objects.values_list("page_id", flat=True))
    return list(Page.objects.filter(pk__in=pages).order_by().values_list("path", flat=True)) if pages else []


def is_restricted(path: str) -> bool:
    """Whether a page at this tree path stands under a restriction."""
    return any(path.startswith(restricted) for restricted in restricted_paths())


@bake.named_query
def teasers(ids: Sequence[int], *, bylines: bool = True) -> list[ArticlePage]:
    """The live, public articles with these ids, in the order of the ids. Two queries, one without bylines."""
    if not ids:
        return []
    found = {article.pk: article for article in _dressed(_with_these_keys(ids), bylines)}
    # Also of those that are not public: one of them may become so while a list names it already.
    bake.depends_on(*(f"page:{pk}" for pk in ids))
    return [found[pk] for pk in ids if pk in found and is_public(found[pk])]


@bake.named_query
def newest_teasers(kind: int, target_id: int, most: int, *, bylines: bool = True) -> list[ArticlePage]:
    """As `teasers_of()` for the first rows of a list."""
    return _in_order(_dressed(_newest(target_id, kind=int(kind), most=most), bylines))


@bake.named_query
def teasers_of(rows: QuerySet[Listing], *, bylines: bool = True) -> list[ArticlePage]:
    """The articles of these rows of a list, newest first, in as many queries as `teasers()`.

    Those that are not public are among them, so that whoever asked for one more than a page holds learns
    whether there is one. `rows` MUST be sliced and walk down the list's index.
    """
    return _in_order(_dressed(list(_of_rows(rows)), bylines))


def is_public(article: ArticlePage) -> bool:
    """Whether an article that was loaded for a list may be shown in it."""
    return article.live and not is_restricted(article.path)


def _in_order(articles: list[ArticlePage]) -> list[ArticlePage]:
    # The list bears the article's own moment, so nothing has to be asked for twice to know the order.
    return sorted(articles, key=lambda article: (article.published_at, article.pk), reverse=True)


def _shown(query: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    query = query.order_by().select_related("section", "lead_picture")
    return with_sizes(
        query.only(*_TEASER_FIELDS, *(f"lead_picture__{name}" for name in _PICTURE_FIELDS)), "lead_picture"
    )


@prepared
def _with_these_keys(ids: Sequence[int]) -> QuerySet[ArticlePage]:
    return _shown(ArticlePage.objects.filter(pk__in=ids))


@prepared
def _newest(target_id: int, *, kind: int, most: int) -> QuerySet[ArticlePage]:
    rows = Listing.objects.filter(kind=kind, target_id=target_id)
    return _of_rows(rows.order_by(F("published_at").desc(), F("article").desc())[:most])


def _of_rows(rows: QuerySet[Listing]) -> QuerySet[ArticlePage]:
    return _shown(ArticlePage.objects.filter(pk__in=rows.values("article_id")))


def _dressed(articles: list[ArticlePage], bylines: bool) -> list[ArticlePage]:
    for article in articles:
        take_sizes(article, "lead_picture")
        article.shows_no_byline = not bylines
    if bylines:
        attach_credits(articles)
    return articles


def attach_credits(articles: Sequence[ArticlePage]) -> None:
    """Load the bylines of all articles in one query, with the faces of who wrote them for opinions."""
    of_article: dict[int, list[Credit]] = {article.pk: [] for article in articles}
    for credit in _credits(list(of_article)):
        take_sizes(credit, "author__portrait")
        of_article[credit.article_id].append(credit)
    for article in articles:
        for credit in of_article[article.pk]:
            credit.article = article
        keep_related(article, "credits", Credit, of_article[article.pk])


def keep_related(owner: Any, name: str, model: Any, found: list[Any]) -> None:
    """Make `owner.<name>.all()` answer with what was found, as after `prefetch_related()`."""
    rows = model.objects.all()
    rows._result_cache, rows._prefetch_done = found, True
    if not hasattr(owner, "_prefetched_objects_cache"):
        owner._prefetched_objects_cache = {}
    owner._prefetched_objects_cache[name] = rows


@prepared
def _credits(articles: Sequence[int]) -> QuerySet[Credit]:
    query = Credit.objects.filter(article__in=articles).select_related("author__portrait")
    return with_sizes(query.order_by("sort_order"), "author__portrait")
