"""From what a reader typed to HTML: limited Markdown, made by markdown-it and cleaned once more by nh3.

Allowed are quotation, emphasis, links, lists and code. HTML is shown as it was typed. Two layers, so that a
fault of one of them opens nothing: the renderer knows no other element, and the cleaner lets none pass.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from presswerk.comments.taming import tame

MOST_NESTED = 6
"""Quotations and lists inside each other; deeper ones are text."""
REL = "ugc nofollow noopener"
_RULES = (
    "blockquote", "list", "code", "fence", "paragraph", "text", "newline", "escape", "backticks", "emphasis",
    "link", "autolink", "entity", "balance_pairs", "fragments_join",
)  # fmt: skip
_TAGS = {"p", "br", "blockquote", "em", "strong", "a", "ul", "ol", "li", "code", "pre"}
# Ends where white space, quotes or brackets begin; what closes a sentence is not part of an address.
_BARE_LINK = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+", re.IGNORECASE)
_SENTENCE_END = ".,;:!?…*_~)"


def render(text: str) -> SafeString:
    """Safe HTML of a tame copy of the text. Never raises on odd input."""
    html = _markdown().render(tame(text))
    return mark_safe(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https"},
            link_rel=REL,
            strip_comments=True,
        ).strip()
    )


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": MOST_NESTED * 2})
    markdown.enable([rule for rule in _RULES if rule in _known(markdown)])
    markdown.validateLink = _is_web_address  # type: ignore[assignment]
    markdown.core.ruler.push("bare_links", _bare_links)
    return markdown


def _known(markdown: MarkdownIt) -> set[str]:
    return {rule for rules in markdown.get_all_rules().values() for rule in rules}


def _is_web_address(address: str) -> bool:
    return address.strip().lower().startswith(("http://", "https://"))


def _bare_links(state: StateCore) -> None:
    """Make links of addresses that were pasted as they are."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_linked(_without_empty_links(block.children)))


def _without_empty_links(tokens: list[Token]) -> Iterator[Token]:
    """Of `[words]()`, which the parser takes for a link to nowhere, the words. Links are not nested."""
    is_empty = False
    for token in tokens:
        if token.type == "link_open":
            is_empty = not token.attrGet("href")
        if token.type not in ("link_open", "link_close") or not is_empty:
            yield token


def _linked(tokens: Iterable[Token]) -> list[Token]:
    found: list[Token] = []
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type != "text" or inside or "://" not in token.content:
            found.append(token)
            continue
        found += _split(token.content)
    return found


def _split(text: str) -> list[Token]:
    found: list[Token] = []
    last = 0
    for match in _BARE_LINK.finditer(text):
        address = match.group().rstrip(_SENTENCE_END)
        if "(" in address and match.group()[len(address) :].startswith(")"):
            address += ")"
        start, end = match.start(), match.start() + len(address)
        found += [_text(text[last:start]), Token("link_open", "a", 1, attrs={"href": address})]
        found += [_text(address), Token("link_close", "a", -1)]
        last = end
    return [*found, _text(text[last:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
