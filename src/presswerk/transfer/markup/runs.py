"""Running text: pieces of text with their formatting, written as the rich text that the editor knows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

BREAK = "\n"

# Collapses as HTML does, where the no-break space stays (HTML, section 4.1 of CSS Text: white space).
_WHITE = re.compile(r"[ \t\n\r\f]+")
_LINK_STARTS = ("http://", "https://", "mailto:", "tel:", "/")
_MOST_LINK_CHARACTERS = 2000


class Format(NamedTuple):
    """How a piece of text is set: the address it links to, bold, italic."""

    link: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Piece:
    """Text in one format; the text BREAK is a line break."""

    text: str
    format: Format


def link_address(address: str) -> str:
    """The address as a link may have it, "" for one that leads nowhere from here.

    Relative addresses mean something at the old site only; those from its root may live on.
    """
    address = address.strip()
    if address.startswith("//"):
        address = f"https:{address}"
    if not address.lower().startswith(_LINK_STARTS) or len(address) > _MOST_LINK_CHARACTERS:
        return ""
    return address


class Run:
    """The text of one paragraph as it comes in."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def add(self, text: str, format: Format) -> None:
        """Add text; white space is collapsed."""
        collapsed = _WHITE.sub(" ", text)
        if collapsed:
            self.pieces.append(Piece(collapsed, format))

    def add_break(self) -> None:
        """Add a line break."""
        self.pieces.append(Piece(BREAK, Format()))

    def paragraphs(self) -> list[list[Piece]]:
        """The pieces, divided where two or more line breaks follow each other, without empty paragraphs."""
        found: list[list[Piece]] = [[]]
        breaks = 0
        for piece in self.pieces:
            if piece.text == BREAK:
                breaks += 1
                continue
            if breaks and not piece.text.strip(" "):
                continue
            if breaks > 1:
                found.append([])
            elif breaks and found[-1]:
                found[-1].append(Piece(BREAK, Format()))
            breaks = 0
            found[-1].append(piece)
        return [tidied for pieces in found if (tidied := _tidied(pieces))]


def _tidied(pieces: list[Piece]) -> list[Piece]:
    """Without white space at the start, at the end, doubled, and beside line breaks."""
    tidy: list[Piece] = []
    after_space = True
    for piece in pieces:
        if piece.text == BREAK:
            _strip_end(tidy)
            tidy.append(piece)
            after_space = True
            continue
        text = piece.text.lstrip(" ") if after_space else piece.text
        if text:
            tidy.append(Piece(text, piece.format))
            after_space = text.endswith(" ")
    _strip_end(tidy)
    return tidy


def _strip_end(pieces: list[Piece]) -> None:
    while pieces and pieces[-1].text != BREAK:
        pieces[-1].text = pieces[-1].text.rstrip(" ")
        if pieces[-1].text:
            return
        pieces.pop()


def plain(pieces: Iterable[Piece]) -> str:
    """The words alone, on one line."""
    return " ".join("".join(piece.text for piece in pieces).split())


def markup(pieces: Iterable[Piece]) -> str:
    """The pieces as rich text: `a`, `b`, `i` and `br`, everything else escaped."""
    return "".join(_written(pieces))


def _written(pieces: Iterable[Piece]) -> Iterator[str]:
    now = Format()
    for piece in pieces:
        if piece.text == BREAK:
            yield "<br/>"
            continue
        yield from _turn(now, piece.format)
        now = piece.format
        yield escape(piece.text, quote=False)
    yield from _turn(now, Format())


def _turn(old: Format, new: Format) -> Iterator[str]:
    """The tags between two formats. A link holds bold, bold holds italic."""
    if old == new:
        return
    same_link = old.link == new.link
    same_bold = same_link and old.bold == new.bold
    if old.italic and not (same_bold and new.italic):
        yield "</i>"
    if old.bold and not same_bold:
        yield "</b>"
    if old.link and not same_link:
        yield "</a>"
    if new.link and not same_link:
        yield f'<a href="{escape(new.link)}">'
    if new.bold and not same_bold:
        yield "<b>"
    if new.italic and not (same_bold and old.italic):
        yield "<i>"
