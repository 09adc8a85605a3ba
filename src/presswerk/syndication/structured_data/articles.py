"""An article as a NewsArticle (https://schema.org/NewsArticle)."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from presswerk.newsroom import renditions
from presswerk.newsroom.excerpts import cut_at_word
from presswerk.newsroom.models import ArticlePage, Correction, SiteSettings
from presswerk.newsroom.queries.public_addresses import last_change
from presswerk.newsroom.queries.teasers import is_restricted
from presswerk.syndication.structured_data.markup import filled
from presswerk.syndication.structured_data.people import author, publisher
from presswerk.syndication.structured_data.pictures import image_object

# What search engines show of a headline at most (Google Search Central, "Article structured data", 2023).
HEADLINE_CHARACTERS = 110


def news_article(article: ArticlePage, paper: SiteSettings, root_url: str) -> dict[str, Any]:
    """What the article's page shows, as properties. A draft's preview has no dates yet."""
    corrections = list(article.corrections.all())
    address = article.full_url
    return filled(
        {
            "@type": "NewsArticle",
            "@id": f"{root_url}/{article.number}",
            "url": address,
            "mainEntityOfPage": {"@type": "WebPage", "@id": address},
            "headline": cut_at_word(article.headline, HEADLINE_CHARACTERS),
            "description": article.excerpt,
            "datePublished": offset_datetime(article.published_at),
            "dateModified": offset_datetime(modified_at(article, corrections)),
            "inLanguage": article.language,
            "articleSection": article.section.title if article.section_id else "",
            "keywords": [topic.name for topic in article.topics.all()],
            "image": _images(article, root_url),
            "author": _authors(article, paper, root_url),
            "publisher": publisher(paper, root_url),
            "isAccessibleForFree": not is_restricted(article.path),
            "isBasedOn": article.canonical_source,
            "correction": [_correction(correction) for correction in corrections],
        }
    )


def modified_at(article: ArticlePage, corrections: list[Correction]) -> datetime | None:
    """The last change in substance; never before the publication, whatever an import brought along."""
    corrected = [correction.corrected_at for correction in corrections]
    return last_change(article.published_at, article.updated_at, *corrected)


def offset_datetime(moment: datetime | None) -> str:
    """ISO 8601 with the offset of the paper's time zone from UTC."""
    zone = timezone.get_default_timezone()
    return timezone.localtime(moment, zone).isoformat(timespec="seconds") if moment else ""


def _images(article: ArticlePage, root_url: str) -> list[dict[str, Any]]:
    caption = article.lead_picture_caption
    shapes = (renditions.WIDE, renditions.WHOLE)
    found = (image_object(article.lead_picture, shape, root_url, caption) for shape in shapes)
    return [image for image in found if image]


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
