"""The way to the points of contact, from every page: easily found (DSA, articles 11(2) and 12(2))."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from presswerk.comments.law.pages import path_of


def in_menu(page: Any, request: HttpRequest) -> SafeString:
    """A link to the page that leads to house rules and notice as well."""
    url = path_of("contact_points", get_language() or settings.LANGUAGE_CODE)
    return render_to_string("comments_law/menu_link.html", {"url": url})
