"""Where the statement stands, and the way there from every page (§ 7 (1) BITV 2.0)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Written out by language, as in `newsroom.addresses`.
_WORDS = {"de": "barrierefreiheit"}


def path_of(language: str) -> str:
    """The address of the statement in an edition."""
    word = _WORDS.get(language.split("-")[0], "accessibility")
    return f"/{word}/" if language == settings.LANGUAGE_CODE else f"/{language}/{word}/"


def public(language: str) -> Iterable[str]:
    """The pages that every edition has."""
    return [path_of(language)]


def in_footer(page: Any, request: HttpRequest) -> SafeString:
    """An entry of the footer's list."""
    path = path_of(get_language() or settings.LANGUAGE_CODE)
    return format_html('<li><a href="{}">{}</a></li>', path, _("Accessibility"))
