"""House rules as HTML: Markdown (CommonMark) without HTML of its own."""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "hr"}


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def render(text: str) -> SafeString:
    """Safe HTML; a heading of the first level becomes one of the second, as the page has its own."""
    tokens = _reader().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"
    html = _reader().renderer.render(tokens, _reader().options, {})
    return mark_safe(nh3.clean(html, tags=_TAGS, url_schemes={"http", "https", "mailto"}))
