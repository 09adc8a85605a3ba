"""The law's tables that public pages are made of. See `presswerk.bake.tracking`."""

from presswerk import bake
from presswerk.bake import Derived, Tracked


def declare() -> None:
    """Called once when Django starts."""
    bake.track(
        Tracked("comments_law_commentsettings", (), loads=False, derived=(Derived("comment-settings"),)),
        Tracked("comments_law_houserules", (), loads=False, derived=(Derived("house-rules"),)),
    )
