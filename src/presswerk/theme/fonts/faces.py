"""The `@font-face` rules of a page, with the addresses that its files have.

A rule with a `unicode-range` is named only on pages that have a character of it. Elsewhere browsers load
nothing of its file, but Chromium looks up a stand-in among the system's fonts for each face that is named
and not loaded, in each size and weight on the page: half of the time of a first layout
(docs/benchmarks/reading.md).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.templatetags.static import static

from presswerk.theme.fonts.pairs import PAIRS
from presswerk.theme.sheets.minify import minified
from presswerk.theme.themes.theme import theme

_FILE = re.compile(r"\.\./fonts/([\w.-]+)")
_RULE = re.compile(r"(@font-face\s*\{[^}]*\})")
_RANGE = re.compile(r"unicode-range:\s*([^;}]+)")
_LAST = 0x10FFFF


class Face(NamedTuple):
    """A rule, or what stands between two; and what finds a character that it is for, None where for all."""

    rule: str
    wanted: re.Pattern[str] | None


def faces(pair: str, text: str | None = None) -> str:
    """The rules of a pair of PAIRS, or of the look where the name is empty or not known any more.

    With `text` those that its characters need; else all.
    """
    known = _faces(pair)
    # The families of a pair have the same ranges, and a page is long: each is looked for once.
    ranges = {face.wanted for face in known if face.wanted is not None}
    found = {wanted for wanted in ranges if text is None or wanted.search(text)}
    return "".join(face.rule for face in known if face.wanted is None or face.wanted in found)


@lru_cache(maxsize=16)
def _faces(pair: str) -> tuple[Face, ...]:
    chosen = PAIRS.get(pair)
    part = chosen.faces if chosen else theme(settings.THEME).part("fonts")
    rules = minified(part.read_text(encoding="utf-8"))
    rules = _FILE.sub(lambda found: static(f"theme/fonts/{found[1]}"), rules)
    parts = (part for part in _RULE.split(rules) if part)
    return tuple(Face(part, _wanted(part)) for part in parts)


def _wanted(rule: str) -> re.Pattern[str] | None:
    """What finds a character of the rule's `unicode-range` (CSS Fonts 4, 4.5): U+26, U+0-7F, U+4??."""
    found = _RANGE.search(rule)
    if found is None:
        return None
    try:
        ranges = [_bounds(part.strip()[2:]) for part in found[1].split(",")]
    except ValueError:
        return None  # not ours to judge: a browser ignores it, and takes the face for all
    return re.compile("[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]")


def _bounds(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    bounds = int(first.replace("?", "0"), 16), int((last or first).replace("?", "f"), 16)
    if not 0 <= bounds[0] <= bounds[1] <= _LAST:
        raise ValueError(part)
    return bounds


def families(pair: str) -> list[tuple[str, str]]:
    """Custom property and value of each role on the page; empty where the look decides."""
    return [*PAIRS[pair].families.items()] if pair in PAIRS else []


def preloaded(pair: str) -> tuple[str, ...]:
    """The files that every page loads along with its sheet."""
    chosen = PAIRS.get(pair)
    return chosen.preload if chosen else tuple(settings.THEME_PRELOAD)
