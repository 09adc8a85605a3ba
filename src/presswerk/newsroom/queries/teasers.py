"""Articles as lists show them: without bodies, with pictures and bylines, in few queries."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch
from wagtail.models import Page, PageViewRestriction

from presswerk import bake
from presswerk.newsroom import memo, renditions
from presswerk.newsroom.models import ArticlePage, Credit, Rendition

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
)  # fmt: skip


def restricted_paths() -> list[str]:
    """Tree paths below which a restriction applies; what stands there is in no list.

    One query a request, two where there is a restriction.
    """
    bake.depends_on("privacy")
    return memo.once("restricted paths", _load_restricted_paths)


@bake.named_query
def _load_restricted_paths() -> list[str]:
    # Not joined: where there are none, as nearly everywhere, SQLite would walk all pages to find that out.
    pages = list(PageViewRestriction.objects.values_list("page_id", flat=True))
    return list(Page.objects.filter(pk__in=pages).order_by().values_list("path", flat=True)) if pages else []


def is_restricted(path: str) -> bool:
    """Whether a page at this tree path stands under a restriction."""
    return any(path.startswith(restricted) for restricted in restricted_paths())


@bake.named_query
def teasers(ids: Sequence[int], *, bylines: bool = True) -> list[ArticlePage]:
    """The live, public articles with these ids, in the order of the ids. At most three queries."""
    if not ids:
        return []
    query = (
        ArticlePage.objects.filter(pk__in=ids, live=True)
        .select_related("section", "lead_picture")
        .only(*_TEASER_FIELDS, *(f"lead_picture__{name}" for name in _PICTURE_FIELDS))
    )
    if bylines:
        query = query.prefetch_related(
            Prefetch("credits", Credit.objects.select_related("author__portrait").order_by("sort_order"))
        )
    found = {article.pk: article for article in query if not is_restricted(article.path)}
    articles = [found[pk] for pk in ids if pk in found]
    for article in articles:
        article.shows_no_byline = not bylines
    pictures = [article.lead_picture for article in articles]
    if bylines:
        # An opinion shows the face of who wrote it.
        pictures += [credit.author.portrait for article in articles for credit in article.byline]
    attach_renditions(pictures)
    # Also of those that are not public: one of them may become so while a list names it already.
    bake.depends_on(*(f"page:{pk}" for pk in ids))
    return articles


@bake.named_query
def attach_renditions(pictures: Iterable) -> None:
    """Load the stored sizes of all pictures in one query, so that templates need none."""
    wanted = [picture for picture in pictures if picture is not None]
    if not wanted:
        return
    by_picture: dict[int, list[Rendition]] = {}
    ids = {picture.pk for picture in wanted}
    for rendition in Rendition.objects.filter(image_id__in=ids, filter_spec__in=renditions.ALL_SPECS):
        by_picture.setdefault(rendition.image_id, []).append(rendition)
    for picture in wanted:
        picture.prefetched_renditions = by_picture.get(picture.pk, [])
    bake.depends_on(*(f"picture:{pk}" for pk in ids))
