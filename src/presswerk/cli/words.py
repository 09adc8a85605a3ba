"""What the command says, in the terminal's language (LANGUAGE, LC_ALL, LC_MESSAGES, LANG); no Django."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


@cache
def _catalogue() -> NullTranslations:
    return translation("django", LOCALE, fallback=True)


def _(text: str) -> str:
    """The text in the language of the environment; in English where that is none of ours."""
    return _catalogue().gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """As gettext's: the text for so many."""
    return _catalogue().ngettext(one, many, count)
