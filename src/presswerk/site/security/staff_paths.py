"""Which addresses are the staff's."""

from __future__ import annotations

from django.conf import settings


def is_staff_path(path: str) -> bool:
    """Whether the address lies under one of ``settings.STAFF_PATHS``, each of which has a slash on both ends.

    The address without its last slash belongs to it, so that it can be led to the right one.
    """
    return f"{path}/".startswith(tuple(settings.STAFF_PATHS))


def is_editor_path(path: str) -> bool:
    """Whether the address is one of the editor's screens (``settings.EDITOR_PATH``)."""
    return path.startswith(settings.EDITOR_PATH)
