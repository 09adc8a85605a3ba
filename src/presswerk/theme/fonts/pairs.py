"""The pairs of fonts that ship. A paper takes one of them, or leaves the choice to its look."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_THEME = Path(__file__).resolve().parent.parent
_NEWSREADER = _THEME / "css" / "fonts.css"
_ARCHIVO = _THEME / "looks" / "boulevard" / "css" / "fonts.css"
_SERIF = '"Presswerk Serif","Serif A","Serif B",serif'
_SANS = '"Presswerk Sans","Sans A","Sans B",sans-serif'
_DISPLAY = '"Presswerk Display","Display A","Display B",sans-serif'


@dataclass(frozen=True)
class Pair:
    """Two families: what editors call them, where their rules stand, and who plays what on the page."""

    label: str | Promise
    faces: Path
    preload: tuple[str, ...]
    families: Mapping[str, str]


PAIRS: Mapping[str, Pair] = {
    "newsreader": Pair(
        _("Newsreader for headlines and text, Source Sans beside them"),
        _NEWSREADER,
        ("theme/fonts/serif.woff2", "theme/fonts/sans.woff2"),
        {"serif": _SERIF, "sans": _SANS, "display": _SERIF, "text": _SERIF, "ui": _SANS},
    ),
    "archivo": Pair(
        _("Archivo, narrow and heavy, for headlines, Source Sans for text"),
        _ARCHIVO,
        ("theme/fonts/display.woff2", "theme/fonts/sans.woff2"),
        {"serif": _DISPLAY, "sans": _SANS, "display": _DISPLAY, "text": _SANS, "ui": _SANS},
    ),
    "newsreader-sans": Pair(
        _("Newsreader for headlines, Source Sans for text"),
        _NEWSREADER,
        ("theme/fonts/serif.woff2", "theme/fonts/sans.woff2"),
        {"serif": _SERIF, "sans": _SANS, "display": _SERIF, "text": _SANS, "ui": _SANS},
    ),
    "sans": Pair(
        _("Source Sans for everything: one file less to load"),
        _NEWSREADER,
        ("theme/fonts/sans.woff2",),
        {"serif": _SANS, "sans": _SANS, "display": _SANS, "text": _SANS, "ui": _SANS},
    ),
}


def choices() -> list[tuple[str, str | Promise]]:
    """What a settings screen offers: the name to store, and what editors call it."""
    return [("", _("Those of the look")), *((name, pair.label) for name, pair in PAIRS.items())]
