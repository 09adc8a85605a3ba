"""An article as a NewsArticle or one of its kinds (https://schema.org/NewsArticle)."""

from datetime import datetime
from typing import Any

from wagtail.models import Site

from presswerk.newsroom.data_block import article_id
from presswerk.newsroom.excerpts import cut_at_word
from presswerk.newsroom.models import ArticlePage, Correction, SiteSettings
from presswerk.newsroom.queries.paper import settings_of
from presswerk.newsroom.queries.public_addresses import last_change
from presswerk.newsroom.queries.teasers import is_restricted
from presswerk.syndication.structured_data.live import coverage
from presswerk.syndication.structured_data.markup import filled, offset_datetime
from presswerk.syndication.structured_data.people import author, publisher
from presswerk.syndication.structured_data.pictures import article_images

# What search engines show of a headline at most (Google Search Central, "Article structured data", 2023).
HEADLINE_CHARACTERS = 110

# Kind of article → its type. "News" and "Report" stay the plain one: schema.org's ReportageNewsArticle is the
# reporting of a fact by one's own eyes, which only an editor can say.
_TYPES = {
    ArticlePage.Kind.REPORTAGE: "ReportageNewsArticle",
    ArticlePage.Kind.OPINION: "OpinionNewsArticle",
    ArticlePage.Kind.ANALYSIS: "AnalysisNewsArticle",
    ArticlePage.Kind.REVIEW: "ReviewNewsArticle",
    ArticlePage.Kind.LIVE: "LiveBlogPosting",
}
_PAID = "AdvertiserContentArticle"
# What a machine should read aloud, as the page marks it (https://schema.org/SpeakableSpecification).
SPEAKABLE = (".article-head .headline", ".article-head .lead")


def news_article(article: ArticlePage, site: Site, root_url: str) -> dict[str, Any]:
    """What the article's page shows, as properties. A draft's preview has no dates yet."""
    corrections = list(article.corrections.all())
    address = article.full_url
    described = {
        "@type": type_of(article),
        "@id": article_id(article.number, root_url),
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "headline": cut_at_word(article.headline, HEADLINE_CHARACTERS),
        "description": article.excerpt,
        "datePublished": offset_datetime(article.published_at),
        "dateModified": offset_datetime(modified_at(article, corrections)),
        "inLanguage": article.language,
        "articleSection": article.section.title if article.section_id else "",
        "keywords": [topic.name for topic in article.topics.all()],
        "image": article_images(article, root_url),
        "author": _authors(article, settings_of(site), root_url),
        "publisher": publisher(site, root_url),
        "isAccessibleForFree": not is_restricted(article.path),
        "isBasedOn": article.canonical_source,
        "correction": [_correction(correction) for correction in corrections],
        "speakable": {
            "@type": "SpeakableSpecification",
            "cssSelector": list(SPEAKABLE[: 1 + bool(article.lead)]),
        },
    }
    if article.kind == ArticlePage.Kind.LIVE:
        described |= coverage(article, address)
    return filled(described)


def type_of(article: ArticlePage) -> str:
    """The type of schema.org that says what kind of article this is; what was paid for is no news."""
    return _PAID if article.label else _TYPES.get(ArticlePage.Kind(article.kind), "NewsArticle")


def modified_at(article: ArticlePage, corrections: list[Correction]) -> datetime | None:
    """The last change in substance; never before the publication, whatever an import brought along."""
    corrected = [correction.corrected_at for correction in corrections]
    return last_change(article.published_at, article.updated_at, *corrected)


def _authors(article: ArticlePage, paper: SiteSettings, root_url: str) -> list[dict[str, Any]]:
    """The byline; the paper itself answers for an article without one."""
    named = [author(credit.author, root_url) for credit in article.byline]
    return named or [{"@type": "Organization", "name": paper.name, "url": f"{root_url}/"}]


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": offset_datetime(correction.corrected_at),
    }
