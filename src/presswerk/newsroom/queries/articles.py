"""One article, and the articles around it."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Page

from presswerk import bake
from presswerk.newsroom.links import FIELDS_OF_ADDRESS
from presswerk.newsroom.models import ArticlePage, Correction, Listing, Topic
from presswerk.newsroom.prepared import prepared
from presswerk.newsroom.queries import listing, paper
from presswerk.newsroom.queries.bringing import extended
from presswerk.newsroom.queries.teasers import attach_credits, keep_related
from presswerk.newsroom.stored_sizes import take_sizes, with_sizes

RELATED = 6


@bake.named_query
def article_by_number(number: int) -> ArticlePage | None:
    """The article that has this number, whether live or not, with what its page shows.

    Three queries, and one more where it was corrected.
    """
    bake.depends_on(f"number:{number}")
    found = _with_number(number)
    if not found:
        return None
    article = found[0]
    take_sizes(article, "lead_picture")
    attach_credits([article])
    keep_related(article, "topics", Topic, _topics_of(article.pk))
    keep_related(article, "corrections", Correction, _corrections_of(article))
    return article


@prepared
def _with_number(number: int) -> QuerySet[ArticlePage]:
    others = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(pk=OuterRef("pk"))
    query = ArticlePage.objects.filter(number=number).order_by().select_related("section", "lead_picture")
    query = query.annotate(
        is_corrected=Exists(Correction.objects.filter(article=OuterRef("pk"))), is_translated=Exists(others)
    )
    return extended("article", with_sizes(query, "lead_picture"))


@prepared
def _topics_of(article_id: int) -> QuerySet[Topic]:
    return Topic.objects.filter(articles=article_id)


def _corrections_of(article: ArticlePage) -> list[Correction]:
    # Most articles have none, which the article's own query has found out.
    return list(Correction.objects.filter(article=article)) if article.is_corrected else []


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
        listed_as=listing.related_tag(article.section_id),
    )


@bake.named_query
def translations(article: Page) -> list[Any]:
    """Live pages in other languages that say the same, for the editions menu and hreflang. One query,
    none when there is one edition or `article_by_number()` saw none."""
    bake.depends_on(f"translations:{article.translation_key.hex}")
    if len(paper.fronts()) < 2 or not getattr(article, "is_translated", True):
        return []
    return _translations(article.pk, model=type(article))


@prepared
def _translations(pk: int, *, model: type[Page]) -> QuerySet[Page]:
    key = Page.objects.filter(pk=pk).values("translation_key")
    query = model.objects.filter(translation_key__in=key, live=True).exclude(pk=pk).order_by()
    if model is ArticlePage:
        query = query.select_related("section").only(*FIELDS_OF_ADDRESS)
    return query
