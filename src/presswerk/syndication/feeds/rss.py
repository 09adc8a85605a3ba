"""RSS 2.0 (Advisory Board's specification 2.0.11) with the modules content, Dublin Core and Media RSS."""

from email.utils import format_datetime
from html import escape
from typing import Any

from presswerk.syndication.feeds.channel import Channel, Entry, Illustration
from presswerk.syndication.feeds.content import content_of
from presswerk.syndication.xml_text import clean

CONTENT_TYPE = "application/rss+xml; charset=utf-8"

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_NAMESPACES = {"atom": _ATOM, "content": _CONTENT, "dc": _DC, "media": _MEDIA}


def write(channel: Channel) -> bytes:
    """The feed as UTF-8. The same channel always gives the same bytes, so that its ETag holds."""
    from lxml import etree  # large, and only needed by who writes a feed

    root = etree.Element("rss", {"version": "2.0"}, nsmap=_NAMESPACES)
    top = _add(root, "channel")
    _add(top, "title", channel.title)
    _add(top, "link", channel.url)
    _add(top, "description", channel.description)
    _add(top, "language", channel.language)
    _add(top, "copyright", channel.rights)
    _add(top, "generator", "Presswerk")
    if channel.entries:
        _add(top, "lastBuildDate", format_datetime(max(entry.changed_at for entry in channel.entries)))
    _add(top, f"{{{_ATOM}}}link", rel="self", type="application/rss+xml", href=channel.feed_url)
    for entry in channel.entries:
        _add_item(top, entry)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _add_item(parent: Any, entry: Entry) -> None:
    item = _add(parent, "item")
    _add(item, "title", entry.title)
    _add(item, "link", entry.url)
    _add(item, "guid", entry.guid, isPermaLink="false")
    _add(item, "pubDate", format_datetime(entry.published_at))
    for author in entry.authors:
        # RSS's own <author> demands an e-mail address.
        _add(item, f"{{{_DC}}}creator", author)
    for category in entry.categories:
        _add(item, "category", category)
    if entry.summary:
        # Readers take it for HTML, so a lead with "<" in it is escaped once for them and once for XML.
        _add(item, "description", escape(entry.summary, quote=False))
    _add(item, f"{{{_CONTENT}}}encoded", content_of(entry))
    if entry.illustration:
        _add_picture(item, entry.illustration)


def _add_picture(item: Any, illustration: Illustration) -> None:
    stored = illustration.stored
    if stored.bytes is not None:
        # The length is no choice in RSS; a picture whose length is unknown stands in media:content alone.
        _add(item, "enclosure", url=stored.url, length=str(stored.bytes), type="image/jpeg")
    size = {"width": str(stored.width), "height": str(stored.height)}
    media = _add(item, f"{{{_MEDIA}}}content", url=stored.url, type="image/jpeg", medium="image", **size)
    if illustration.caption:
        _add(media, f"{{{_MEDIA}}}description", illustration.caption, type="plain")
    if illustration.credit:
        _add(media, f"{{{_MEDIA}}}credit", illustration.credit)


def _add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    if text:
        element.text = clean(text)
    return element
