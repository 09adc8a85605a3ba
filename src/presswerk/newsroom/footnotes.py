"""Footnotes: words of the running text that the editor has marked as one stand below the article.

In stored rich text a note is `<span data-footnote="">…</span>` at its place in the sentence; it has no
number, so nothing has to be counted anew when one comes or goes. Numbers, links there and back are made when
the text is shown, with the roles of DPUB-ARIA 1.1 (W3C, 2025): `doc-noteref`, `doc-backlink` and, around the
list, `doc-endnotes`.
"""

import re
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

MARK = "data-footnote"
# Of cleaned HTML, whose attributes stand in double quotes.
_TOKEN = re.compile(r'<(?P<end>/?)(?P<name>[a-z0-9]+)(?P<rest>(?:[^>"]|"[^"]*")*)>|(?P<text>[^<]+)')
_BLOCKS = {"p", "li", "ul", "ol", "br"}
_EMPTY = re.compile(
    r'<(a|abbr|b|cite|del|em|i|ins|mark|q|s|small|span|strong|sub|u)\b(?:[^>"]|"[^"]*")*></\1>'
)
_SPACE_BEFORE_MARK = re.compile(r"(</sup>)\s+(?=[.,;:!?…)\]])")
_REFERENCE = re.compile(r'<sup class="note-ref"><a [^>]*>(\d+)</a></sup>')


@dataclass(frozen=True)
class Footnote:
    """A note of an article: its number, from 1 on, and what it says as HTML without blocks."""

    number: int
    text: SafeString


def parted(html: str, first: int) -> tuple[SafeString, list[Footnote]]:
    """Cleaned HTML with references in place of the notes in it, and these, numbered from `first` on.

    What an editor marked in one go may be stored in pieces, because bold words and links divide it: pieces
    with nothing but tags between them are one note.
    """
    parting = _Parting(first)
    for token in _TOKEN.finditer(_without_empty(html)):
        parting.take(token)
    return parting.html, parting.notes


def without_links(html: str) -> str:
    """Shown HTML with plain numbers in place of the links to notes, for where the page's ids are not."""
    return _REFERENCE.sub(r"<sup>[\1]</sup>", html)


class _Parting:
    def __init__(self, first: int) -> None:
        self._next = first
        self._out: list[str] = []
        # Open inline elements outside of notes: name, start tag, place in the output.
        self._open: list[tuple[str, str, int]] = []
        self._note: list[str] | None = None
        self._depth = 0  # of the elements inside a note's own span
        self._notes: list[tuple[int, list[str]]] = []

    def take(self, token: re.Match[str]) -> None:
        whole = token[0]
        if self._depth:
            self._take_inside(token, whole)
        elif token["text"] is not None:
            self._note = None
            self._out.append(whole)
        elif not token["end"] and token["name"] == "span" and MARK in token["rest"]:
            self._begin()
        else:
            self._take_tag(token, whole)

    def _take_inside(self, token: re.Match[str], whole: str) -> None:
        assert self._note is not None
        if token["text"] is None and token["name"] != "br":
            self._depth += -1 if token["end"] else 1
        if self._depth:
            self._note.append(whole)
        else:
            self._note += [f"</{name}>" for name, _tag, _at in reversed(self._open)]

    def _begin(self) -> None:
        if self._note is None:
            self._note = []
            self._notes.append((self._next, self._note))
            self._refer(self._next)
            self._next += 1
        self._note += [tag for _name, tag, _at in self._open]
        self._depth = 1

    def _refer(self, number: int) -> None:
        """Put the reference here, or before the link in which the note begins: none may stand in another."""
        place = next((at for name, _tag, at in self._open if name == "a"), len(self._out))
        if place and not self._out[place - 1].startswith("<"):
            self._out[place - 1] = self._out[place - 1].rstrip()
        self._out.insert(place, _reference(number))
        self._open = [(name, tag, at + (at >= place)) for name, tag, at in self._open]

    def _take_tag(self, token: re.Match[str], whole: str) -> None:
        if token["name"] in _BLOCKS:
            self._note = None
        elif token["end"]:
            if self._open:
                self._open.pop()
        else:
            self._open.append((token["name"], whole, len(self._out)))
        self._out.append(whole)

    @property
    def notes(self) -> list[Footnote]:
        return [
            Footnote(number, mark_safe(_without_empty("".join(pieces)).strip()))
            for number, pieces in self._notes
        ]

    @property
    def html(self) -> SafeString:
        return mark_safe(_SPACE_BEFORE_MARK.sub(r"\1", _without_empty("".join(self._out))))


def _reference(number: int) -> str:
    return format_html(
        '<sup class="note-ref"><a href="#note-{0}" id="note-ref-{0}" role="doc-noteref" aria-label="{1}">'
        "{0}</a></sup>",
        number,
        _("Footnote %(number)d") % {"number": number},
    )


def _without_empty(html: str) -> str:
    while True:
        html, found = _EMPTY.subn("", html)
        if not found:
            return html
