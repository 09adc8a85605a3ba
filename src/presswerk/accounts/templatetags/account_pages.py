"""What the frame of the account pages shows: the paper's name and the languages to choose from."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.translation import get_language_info

register = template.Library()


@register.simple_tag
def paper_name() -> str:
    """The newspaper's name as the settings have it; these pages are read by its staff only."""
    return str(settings.WAGTAIL_SITE_NAME)


@register.simple_tag
def account_languages() -> list[tuple[str, str]]:
    """(code, own name) of each language that the account pages speak."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _ in settings.LANGUAGES]
