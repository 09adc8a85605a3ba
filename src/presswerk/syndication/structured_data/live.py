"""The entries of a live blog (https://schema.org/LiveBlogPosting)."""

from typing import Any

from presswerk.newsroom.body import plain_text_of
from presswerk.newsroom.excerpts import cut_at_word
from presswerk.newsroom.models import ArticlePage
from presswerk.syndication.structured_data.markup import filled, offset_datetime

# What stands for an entry that has no headline of its own.
_WORDS_CHARACTERS = 110


def coverage(article: ArticlePage, address: str) -> dict[str, Any]:
    """When the coverage began, and its entries in the order of the page.

    Nobody knows when a coverage that runs will end, so there is no `coverageEndTime`.
    """
    entries = [child for child in article.body if child.block_type == "live_update"]
    moments = [moment for moment in (article.published_at, *article.live_moments) if moment is not None]
    return {
        "coverageStartTime": offset_datetime(min(moments, default=None)),
        "liveBlogUpdate": [_entry(child, address) for child in entries],
    }


def _entry(child: Any, address: str) -> dict[str, Any]:
    value = child.value
    text = plain_text_of(child.block.child_blocks["text"], value.get("text"))
    return filled(
        {
            "@type": "BlogPosting",
            "url": f"{address}#{value.anchor}" if value.anchor else address,
            "headline": value.get("headline") or cut_at_word(text, _WORDS_CHARACTERS),
            "datePublished": offset_datetime(value.moment),
            "articleBody": text,
        }
    )
