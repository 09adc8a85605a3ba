"""Atom (RFC 4287), with links to hubs (WebSub) and, for browsers, the same words to people as in RSS."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from presswerk.syndication.feeds.channel import Channel, Entry
from presswerk.syndication.feeds.content import content_of
from presswerk.syndication.feeds.elements import ATOM, XHTML, add, document

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# A feed must say when it changed last (4.2.15); one without an entry has never changed.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write(channel: Channel) -> bytes:
    """The feed as UTF-8. The same channel always gives the same bytes, so that its ETag holds."""
    from lxml import etree

    root = etree.Element(_name("feed"), {_XML_LANG: channel.language}, nsmap={None: ATOM, "h": XHTML})
    _add(root, "id", channel.feed_url)
    _add(root, "title", channel.title)
    _add(root, "subtitle", channel.description)
    _add(root, "updated", _moment(channel.changed_at or _NEVER))
    _add(root, "rights", channel.rights)
    _add(root, "generator", "Presswerk")
    if channel.icon_url:
        _add(root, "icon", channel.icon_url)
    # Who has written an entry without a byline (4.1.1 demands an author of each).
    _add(_add(root, "author"), "name", channel.publisher)
    _add(root, "link", rel="self", type=channel.format.media_type, href=channel.feed_url)
    _add(root, "link", rel="alternate", type="text/html", href=channel.url)
    for hub in channel.hubs:
        _add(root, "link", rel="hub", href=hub)
    words = add(
        root, f"{{{XHTML}}}p", _("This is a feed. Put its address into a feed reader to follow:") + " "
    )
    add(words, f"{{{XHTML}}}code", channel.feed_url)
    add(add(root, f"{{{XHTML}}}p"), f"{{{XHTML}}}a", _("To the page"), href=channel.url)
    for entry in channel.entries:
        _add_entry(root, entry)
    return document(root, channel.style_url)


def _add_entry(root: Any, entry: Entry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.guid)
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "published", _moment(entry.published_at))
    _add(element, "updated", _moment(entry.changed_at))
    for author in entry.authors:
        person = _add(element, "author")
        _add(person, "name", author.name)
        _add(person, "uri", author.url)
    for category in entry.categories:
        _add(element, "category", term=category)
    if entry.summary:
        _add(element, "summary", entry.summary)
    _add(element, "content", content_of(entry), type="html")
    if entry.illustration and entry.illustration.stored.bytes is not None:
        stored = entry.illustration.stored
        _add(element, "link", rel="enclosure", type="image/jpeg", href=stored.url, length=str(stored.bytes))
    add(element, f"{{{XHTML}}}a", entry.title, href=entry.url)


def _add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    return add(parent, _name(name), text, **attributes)


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
