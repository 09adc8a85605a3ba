"""One article, and the articles around it."""

from typing import Any

from django.db.models import Prefetch
from wagtail.models import Page

from presswerk import bake
from presswerk.newsroom.models import ArticlePage, Credit, Listing
from presswerk.newsroom.queries import listing, paper

RELATED = 6


@bake.named_query
def article_by_number(number: int) -> ArticlePage | None:
    """The article that has this number, whether live or not, with what its page shows. Three queries."""
    bake.depends_on(f"number:{number}")
    return (
        ArticlePage.objects.filter(number=number)
        .select_related("section", "lead_picture")
        .prefetch_related(
            Prefetch("credits", Credit.objects.select_related("author__portrait").order_by("sort_order")),
            "topics",
            "corrections",
        )
        .first()
    )


@bake.named_query
def live_article(number: int) -> ArticlePage | None:
    """The live article that has this number, without its body and what stands around it. One query."""
    bake.depends_on(f"number:{number}")
    return (
        ArticlePage.objects.filter(number=number, live=True).select_related("section").defer("body").first()
    )


def newest_of_same_section(
    article: ArticlePage, *, before: int | None = None, most: int = RELATED
) -> listing.Slice:
    """Other articles of the home section, newest first, without the article itself."""
    if not article.section_id:
        return listing.Slice([], None)
    return listing.newest(
        Listing.Kind.SECTION,
        article.section_id,
        before=before,
        most=most,
        without=[article.pk],
        bylines=False,
    )


@bake.named_query
def translations(article: Page) -> list[Any]:
    """Live pages in other languages that say the same, for the editions menu and hreflang. One query,
    none when there is one edition."""
    bake.depends_on(f"translations:{article.translation_key.hex}")
    if len(paper.fronts()) < 2:
        return []
    model = type(article)
    query = model.objects.filter(translation_key=article.translation_key, live=True).exclude(pk=article.pk)
    if model is ArticlePage:
        query = query.select_related("section").defer("body")
    return list(query)
