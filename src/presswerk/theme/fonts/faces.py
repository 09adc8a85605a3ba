"""The `@font-face` rules of a page, with the addresses that its files have."""

import re
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static

from presswerk.theme.fonts.pairs import PAIRS
from presswerk.theme.sheets.minify import minified
from presswerk.theme.themes.theme import theme

_FILE = re.compile(r"\.\./fonts/([\w.-]+)")


@lru_cache(maxsize=16)
def faces(pair: str) -> str:
    """The rules of a pair of PAIRS, or of the look where the name is empty or not known any more."""
    chosen = PAIRS.get(pair)
    part = chosen.faces if chosen else theme(settings.THEME).part("fonts")
    rules = minified(part.read_text(encoding="utf-8"))
    return _FILE.sub(lambda found: static(f"theme/fonts/{found[1]}"), rules)


def families(pair: str) -> list[tuple[str, str]]:
    """Custom property and value of each role on the page; empty where the look decides."""
    return [*PAIRS[pair].families.items()] if pair in PAIRS else []


def preloaded(pair: str) -> tuple[str, ...]:
    """The files that every page loads along with its sheet."""
    chosen = PAIRS.get(pair)
    return chosen.preload if chosen else tuple(settings.THEME_PRELOAD)
