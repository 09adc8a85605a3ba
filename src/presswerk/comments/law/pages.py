"""Where the law's public pages stand."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse


def path_of(name: str, language: str, *args: Any) -> str:
    """The address of a public page in an edition."""
    return reverse(name, args=args if language == settings.LANGUAGE_CODE else (language, *args))


def public(language: str) -> Iterable[str]:
    """The pages that every edition has."""
    return [path_of(name, language) for name in ("house_rules", "comment_notice", "contact_points")]
