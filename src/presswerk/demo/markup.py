"""Markdown of the content files to the rich text that Wagtail stores."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from presswerk.newsroom.footnotes import MARK

OWN_SCHEME = "presswerk:"
_markdown = MarkdownIt("zero", {"breaks": True}).enable(["emphasis", "link", "list", "newline"])

# As pandoc writes notes at their place; brackets of links are gone when it is looked for.
_NOTE = re.compile(r"\^\[([^\[\]]+)\]")

# What a link of our own becomes: the attributes of an <a> in stored rich text.
Resolve = Callable[[str], dict[str, str]]


def rich_text(markdown: str, resolve: Resolve) -> str:
    """Paragraphs, bold, italic, links, lists, notes as HTML; `presswerk:` links go through `resolve`."""
    tokens = _markdown.parse(markdown.strip())
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                _point(child, resolve)
    html: str = _markdown.renderer.render(tokens, _markdown.options, {})
    for markdown_name, stored_name in (("strong", "b"), ("em", "i")):
        html = html.replace(f"<{markdown_name}>", f"<{stored_name}>")
        html = html.replace(f"</{markdown_name}>", f"</{stored_name}>")
    return _NOTE.sub(rf'<span {MARK}="">\1</span>', html)


def links_in(markdown: str) -> list[str]:
    """The addresses of all links of a text."""
    return [
        str(child.attrGet("href"))
        for token in _markdown.parse(markdown)
        for child in token.children or ()
        if child.type == "link_open"
    ]


def _point(link: Token, resolve: Resolve) -> None:
    address = str(link.attrGet("href"))
    if address.startswith(OWN_SCHEME):
        link.attrs = dict(resolve(address.removeprefix(OWN_SCHEME)))
