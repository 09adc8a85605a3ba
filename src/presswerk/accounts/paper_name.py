"""The newspaper's name on the account pages, in their mails and in authenticator apps.

The accounts know no newsroom: the site tells them whom to ask.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

_sources: list[Callable[[], str]] = []


def use_source(source: Callable[[], str]) -> None:
    """Ask this function from now on; it may answer "" when it does not know."""
    _sources[:] = [source]


def paper_name() -> str:
    """The name, or that of the software while the paper has none."""
    return next((name for source in _sources if (name := source())), str(settings.WAGTAIL_SITE_NAME))
