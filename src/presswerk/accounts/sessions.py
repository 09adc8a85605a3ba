"""Sessions that are over."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings


def forget_expired() -> None:
    """Delete the sessions that have expired. To be called daily."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
