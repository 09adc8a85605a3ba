"""The store of this node, as Django's processes see it."""

from pathlib import Path

from django.conf import settings

from presswerk.bake.store import Store, open_store


def store_folder() -> Path:
    """Where the ready pages of this node lie; whatever is in there can be made anew."""
    return Path(settings.BAKE_FOLDER)


def store_of_this_node() -> Store:
    """The process's one store."""
    return open_store(store_folder(), settings.BAKE_MEGABYTES)
