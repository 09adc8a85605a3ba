"""Atom (RFC 4287), with links to hubs (WebSub) and, for browsers, the same words to people as in RSS."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from presswerk.newsroom.xml_elements import Element, add, document
from presswerk.syndication.feeds.channel import Channel, Entry
from presswerk.syndication.feeds.content import content_of

_NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:h": "http://www.w3.org/1999/xhtml"}
# A feed must say when it changed last (4.2.15); one without an entry has never changed.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write(channel: Channel) -> bytes:
    """The feed as UTF-8. The same channel always gives the same bytes, so that its ETag holds."""
    root = Element("feed", {"xml:lang": channel.language, **_NAMESPACES})
    add(root, "id", channel.feed_url)
    add(root, "title", channel.title)
    add(root, "subtitle", channel.description)
    add(root, "updated", _moment(channel.changed_at or _NEVER))
    add(root, "rights", channel.rights)
    add(root, "generator", "Presswerk")
    if channel.icon_url:
        add(root, "icon", channel.icon_url)
    # Who has written an entry without a byline (4.1.1 demands an author of each).
    add(add(root, "author"), "name", channel.publisher)
    add(root, "link", rel="self", type=channel.format.media_type, href=channel.feed_url)
    add(root, "link", rel="alternate", type="text/html", href=channel.url)
    for hub in channel.hubs:
        add(root, "link", rel="hub", href=hub)
    words = add(root, "h:p", _("This is a feed. Put its address into a feed reader to follow:") + " ")
    add(words, "h:code", channel.feed_url)
    add(add(root, "h:p"), "h:a", _("To the page"), href=channel.url)
    for entry in channel.entries:
        _add_entry(root, entry)
    return document(root, channel.style_url)


def _add_entry(root: Element, entry: Entry) -> None:
    element = add(root, "entry")
    add(element, "id", entry.guid)
    add(element, "title", entry.title)
    add(element, "link", rel="alternate", type="text/html", href=entry.url)
    add(element, "published", _moment(entry.published_at))
    add(element, "updated", _moment(entry.changed_at))
    for author in entry.authors:
        person = add(element, "author")
        add(person, "name", author.name)
        add(person, "uri", author.url)
    for category in entry.categories:
        add(element, "category", term=category)
    if entry.summary:
        add(element, "summary", entry.summary)
    add(element, "content", content_of(entry), type="html")
    if entry.illustration and entry.illustration.stored.bytes is not None:
        stored = entry.illustration.stored
        add(element, "link", rel="enclosure", type="image/jpeg", href=stored.url, length=str(stored.bytes))
    add(element, "h:a", entry.title, href=entry.url)


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
