"""RSS 2.0 with the modules content, Dublin Core and Media RSS.

By the RSS Advisory Board's specification 2.0.11 (30 March 2009) and its Best Practices Profile (2007): the
channel has `title`, `link`, `description` and a link to itself (`atom:link`), a `guid` that is no address
says so, an item has at most one `enclosure`, whose length is known, `dc:creator` names authors without a
mailbox.

For people who open it in a browser, the feed names a style sheet and has, in the namespace of XHTML, a few
words and links; programs pass over both. Not XSLT: browsers are giving it up.
"""

from email.utils import format_datetime
from html import escape

from django.utils.translation import gettext as _

from presswerk.newsroom.xml_elements import Element, add, document
from presswerk.syndication.feeds.channel import Channel, Entry, Illustration
from presswerk.syndication.feeds.content import content_of

_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:h": "http://www.w3.org/1999/xhtml",
}


def write(channel: Channel) -> bytes:
    """The feed as UTF-8. The same channel always gives the same bytes, so that its ETag holds."""
    root = Element("rss", {"version": "2.0", **_NAMESPACES})
    top = add(root, "channel")
    add(top, "title", channel.title)
    add(top, "link", channel.url)
    add(top, "description", channel.description)
    add(top, "language", channel.language)
    add(top, "copyright", channel.rights)
    add(top, "generator", "Presswerk")
    if channel.changed_at:
        add(top, "lastBuildDate", format_datetime(channel.changed_at))
    add(top, "atom:link", rel="self", type=channel.format.media_type, href=channel.feed_url)
    for hub in channel.hubs:
        add(top, "atom:link", rel="hub", href=hub)
    _add_words_for_people(top, channel)
    for entry in channel.entries:
        _add_item(top, entry)
    return document(root, channel.style_url)


def _add_words_for_people(top: Element, channel: Channel) -> None:
    words = add(top, "h:p", _("This is a feed. Put its address into a feed reader to follow:") + " ")
    add(words, "h:code", channel.feed_url)
    add(add(top, "h:p"), "h:a", _("To the page"), href=channel.url)


def _add_item(parent: Element, entry: Entry) -> None:
    item = add(parent, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.guid, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published_at))
    for author in entry.authors:
        # RSS's own <author> demands an e-mail address.
        add(item, "dc:creator", author.name)
    for category in entry.categories:
        add(item, "category", category)
    if entry.summary:
        # Readers take it for HTML, so a lead with "<" in it is escaped once for them and once for XML.
        add(item, "description", escape(entry.summary, quote=False))
    add(item, "content:encoded", content_of(entry))
    if entry.illustration:
        _add_picture(item, entry.illustration)
    add(item, "h:a", entry.title, href=entry.url)


def _add_picture(item: Element, illustration: Illustration) -> None:
    stored = illustration.stored
    if stored.bytes is not None:
        # The length is no choice in RSS; a picture whose length is unknown stands in media:content alone.
        add(item, "enclosure", url=stored.url, length=str(stored.bytes), type="image/jpeg")
    size = {"width": str(stored.width), "height": str(stored.height)}
    media = add(item, "media:content", url=stored.url, type="image/jpeg", medium="image", **size)
    if illustration.caption:
        add(media, "media:description", illustration.caption, type="plain")
    if illustration.credit:
        add(media, "media:credit", illustration.credit)
