"""Readers' texts without what harms other readers' screens: direction controls, zalgo, invisible letters."""

import re
import unicodedata

MOST_MARKS = 3
"""Combining marks on one letter. Vietnamese and polytonic Greek need two, Hebrew and Arabic three."""

# Controls but tab and line feed, bidi embeddings, overrides and isolates (Trojan Source, CVE-2021-42574),
# marks of direction, fillers and breaks that nobody sees, private use, tags, surrogates and non-characters.
# ZWNJ and ZWJ stay: Persian and emoji are written with them.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e01ef\U000f0000-\U0010ffff]"
)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


def tame(text: str) -> str:
    """The text in NFC with line ends as LF, at most two line ends in a row, without harmful characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    plain = unicodedata.normalize("NFC", _HARMFUL.sub("", plain))
    return _BLANK_LINES.sub("\n\n", _without_zalgo(plain)).strip()


def tame_line(text: str) -> str:
    """One line: every run of white space is one space.

    >>> tame_line("  Anna\\n\\u202e Albers ")
    'Anna Albers'
    """
    return " ".join(tame(text).split())


def _without_zalgo(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)
