"""Whole articles for feed readers: what the page's blocks show, without what only our own page can do."""

from collections.abc import Sequence

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from presswerk.newsroom import footnotes
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries.bodies import bodies

_TAGS = {
    "a", "abbr", "audio", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dl", "dt", "em",
    "figcaption", "figure", "h2", "h3", "h4", "hr", "i", "img", "ins", "li", "mark", "ol", "p", "q", "s",
    "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "u", "ul", "video",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "audio": {"src", "controls"},
    "img": {"src", "width", "height", "alt"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"src", "controls", "width", "height"},
    "*": {"lang", "dir"},
}
# Their words are for a page that runs: buttons, and what is drawn.
_WITHOUT_CONTENT = {"button", "script", "style", "svg", "template"}


def full_texts(articles: Sequence[ArticlePage], root_url: str) -> dict[int, SafeString]:
    """The bodies of these articles as HTML by key, all addresses absolute."""
    cleaner = nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_WITHOUT_CONTENT,
        url_schemes={"http", "https", "mailto", "tel"},
        url_relative=("rewrite_with_base", f"{root_url}/"),
        link_rel=None,
    )
    found = bodies([article.pk for article in articles])
    return {pk: mark_safe(cleaner.clean(_html(stream))) for pk, stream in found.items()}


def _html(stream: StreamValue) -> str:
    html = footnotes.without_links("".join(str(child.render()) for child in stream))
    notes = format_html_join("", "<li>{}</li>", ((note.text,) for note in stream.footnotes))
    return format_html("{}<hr><ol>{}</ol>", mark_safe(html), notes) if notes else html
