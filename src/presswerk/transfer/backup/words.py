"""What backups say, in the language of the terminal, without Django: a restore begins before there is any."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@cache
def _catalogue() -> NullTranslations:
    # The environment says which language, as for every command: LANGUAGE, LC_ALL, LC_MESSAGES, LANG.
    return translation("django", LOCALE, fallback=True)


def _(text: str) -> str:
    """The text in the language of the environment; in English where that is none of ours."""
    return _catalogue().gettext(text)
