"""What a page names: where it leads, what a browser loads with it, which feeds it has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

_LOADED = {
    "script": ("src",), "img": ("src",), "source": ("src",), "iframe": ("src",), "embed": ("src",),
    "video": ("src", "poster"), "audio": ("src",), "track": ("src",), "object": ("data",), "input": ("src",),
}  # fmt: skip
_LOADED_LINKS = {
    "stylesheet",
    "icon",
    "shortcut",
    "apple-touch-icon",
    "preload",
    "modulepreload",
    "manifest",
    "prefetch",
}
_CSS_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
FEEDS = {"application/rss+xml", "application/atom+xml", "application/feed+json"}


@dataclass
class Named:
    """Absolute addresses, each once, in the order in which they stand."""

    links: dict[str, None] = field(default_factory=dict)
    loaded: dict[str, None] = field(default_factory=dict)
    feeds: dict[str, None] = field(default_factory=dict)


def read_page(text: bytes, address: str) -> Named:
    """Everything that a page names."""
    found = Named()
    if not text.strip():
        return found
    root = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    base = next(iter(root.xpath("//base/@href")), "")
    address = urljoin(address, base)
    for element in root.iter(etree.Element):
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if tag in ("a", "area") and (href := element.get("href")):
            _add(found.links, address, href)
        elif tag == "link":
            _read_link(found, address, element)
        for name in _LOADED.get(tag, ()):
            if value := element.get(name):
                _add(found.loaded, address, value)
        for candidate in (element.get("srcset") or "").split(","):
            if words := candidate.split():
                _add(found.loaded, address, words[0])
        styled = element.get("style") or (element.text if tag == "style" else "") or ""
        for value in addresses_in_css(styled):
            _add(found.loaded, address, value)
    return found


def _read_link(found: Named, address: str, element: html.HtmlElement) -> None:
    href = element.get("href")
    relations = set((element.get("rel") or "").lower().split())
    if not href:
        return
    if relations & _LOADED_LINKS:
        _add(found.loaded, address, href)
    if "alternate" in relations and (element.get("type") or "").lower() in FEEDS:
        _add(found.feeds, address, href)


def addresses_in_css(text: str) -> Iterator[str]:
    """What a style sheet loads."""
    for match in _CSS_ADDRESS.finditer(text):
        yield match[1] or match[2]


def _add(to: dict[str, None], base: str, address: str) -> None:
    try:
        absolute = urljoin(base, address.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return
    if parts.scheme in ("http", "https"):
        to.setdefault(parts._replace(fragment="").geturl())


def read_xml(text: bytes) -> etree._Element | None:
    """The root of an XML document; None for text that is none. Follows no entity and no address."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def name_of(element: etree._Element) -> str:
    """Its tag without a namespace."""
    return etree.QName(element).localname
