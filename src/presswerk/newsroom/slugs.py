"""Readable addresses from headlines, the way German readers spell without umlauts."""

import re

from anyascii import anyascii

MAX_LENGTH = 90

# DIN 5007-2 spelling; anyascii alone would turn "ä" into "a".
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['’‘`´]")


def slug_from(text: str, max_length: int = MAX_LENGTH) -> str:
    """Return lower-case ASCII words joined by hyphens, cut at a word, at most `max_length` characters.

    German letters are written out (ä→ae, ß→ss), other scripts are transliterated. Returns "" when
    nothing is left. A slug never ends in a number of its own after cutting inside a word.

    >>> slug_from("Größere Straßenbäume für Münster")
    'groessere-strassenbaeume-fuer-muenster'
    """
    ascii_text = anyascii(_APOSTROPHES.sub("", text).translate(_GERMAN)).lower()
    slug = _NOT_WORD.sub("-", ascii_text).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rsplit("-", 1)[0]
    return cut[:max_length].strip("-")
