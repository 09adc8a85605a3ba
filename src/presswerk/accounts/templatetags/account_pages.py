"""What the frame of the account pages shows: the paper's name and the languages to choose from."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.translation import get_language_info

from presswerk.accounts.paper_name import paper_name

register = template.Library()


@register.simple_tag(name="paper_name")
def paper_name_tag() -> str:
    """The newspaper's name."""
    return paper_name()


@register.simple_tag
def account_languages() -> list[tuple[str, str]]:
    """(code, own name) of each language that the account pages speak."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _ in settings.LANGUAGES]
