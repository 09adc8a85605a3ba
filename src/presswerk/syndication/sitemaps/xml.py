"""Writing sitemaps (https://www.sitemaps.org/protocol.html, version 0.9)."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.encoding import iri_to_uri

CONTENT_TYPE = "application/xml; charset=utf-8"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Line = tuple[str, datetime | None]


def index(lines: Iterable[Line]) -> str:
    """A sitemap index of (address, changed at)."""
    return _document("sitemapindex", "sitemap", lines)


def urlset(lines: Iterable[Line]) -> str:
    """A sitemap of (address, changed at)."""
    return _document("urlset", "url", lines)


def _document(outer: str, inner: str, lines: Iterable[Line]) -> str:
    body = "".join(f"<{inner}>{_line(address, moment)}</{inner}>\n" for address, moment in lines)
    return f'{_HEAD}<{outer} xmlns="{_NAMESPACE}">\n{body}</{outer}>\n'


def _line(address: str, moment: datetime | None) -> str:
    loc = f"<loc>{escape(iri_to_uri(address))}</loc>"
    return f"{loc}<lastmod>{w3c_datetime(moment)}</lastmod>" if moment else loc


def w3c_datetime(moment: datetime) -> str:
    """The moment with the offset of the paper's time zone (W3C note "Date and Time Formats")."""
    return timezone.localtime(moment, timezone.get_default_timezone()).isoformat(timespec="seconds")
