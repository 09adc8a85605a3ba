"""Writing sitemaps (https://www.sitemaps.org/protocol.html, version 0.9).

With Google's extensions for pictures and news, and with `xhtml:link` for the same page in other languages
(Google Search Central, "Image sitemaps", "Google News sitemaps" and "Localized versions of your pages").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.utils import timezone
from django.utils.encoding import iri_to_uri

from presswerk.newsroom.xml_elements import HEAD
from presswerk.newsroom.xml_text import clean

CONTENT_TYPE = "application/xml; charset=utf-8"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Line:
    """One address with what is said of it; `alternates` are (language, address)."""

    address: str
    changed_at: datetime | None = None
    picture: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """One article in the sitemap of news."""

    address: str
    publication: str
    language: str
    published_at: datetime
    title: str


def index(lines: Iterable[tuple[str, datetime | None]]) -> str:
    """A sitemap index of (address, changed at)."""
    body = "".join(f"<sitemap>{_loc(address)}{_lastmod(moment)}</sitemap>\n" for address, moment in lines)
    return _document("sitemapindex", "", body)


def urlset(lines: Iterable[Line]) -> str:
    """A sitemap of pages; an extension's namespace is named only where one is used."""
    body = "".join(
        f"<url>{_loc(line.address)}{_lastmod(line.changed_at)}{_alternates(line)}{_picture(line)}</url>\n"
        for line in lines
    )
    spaces = ((f' xmlns:image="{_IMAGE}"', "<image:"), (f' xmlns:xhtml="{_XHTML}"', "<xhtml:"))
    return _document("urlset", "".join(space for space, used in spaces if used in body), body)


def news(articles: Iterable[News]) -> str:
    """The sitemap of news; it may be empty."""
    body = "".join(
        f"<url>{_loc(each.address)}<news:news><news:publication><news:name>{_text(each.publication)}</news:name>"
        f"<news:language>{_text(each.language)}</news:language></news:publication>"
        f"<news:publication_date>{w3c_datetime(each.published_at)}</news:publication_date>"
        f"<news:title>{_text(each.title)}</news:title></news:news></url>\n"
        for each in articles
    )
    return _document("urlset", f' xmlns:news="{_NEWS}"', body)


def _document(outer: str, more: str, body: str) -> str:
    return f'{HEAD}<{outer} xmlns="{_NAMESPACE}"{more}>\n{body}</{outer}>\n'


def _loc(address: str) -> str:
    return f"<loc>{escape(iri_to_uri(address))}</loc>"


def _lastmod(moment: datetime | None) -> str:
    return f"<lastmod>{w3c_datetime(moment)}</lastmod>" if moment else ""


def _picture(line: Line) -> str:
    if not line.picture:
        return ""
    return f"<image:image><image:loc>{escape(iri_to_uri(line.picture))}</image:loc></image:image>"


def _alternates(line: Line) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(iri_to_uri(address))}/>'
        for language, address in line.alternates
    )


def _text(text: str) -> str:
    return escape(clean(text))


def w3c_datetime(moment: datetime) -> str:
    """The moment with the offset of the paper's time zone (W3C note "Date and Time Formats")."""
    return timezone.localtime(moment, timezone.get_default_timezone()).isoformat(timespec="seconds")
