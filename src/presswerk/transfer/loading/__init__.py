"""Taking articles in, in batches, whatever the source: who is new, who has changed, how each is stored."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presswerk.transfer.loading.loader import Loader

__all__ = ["Loader"]


def __getattr__(name: str) -> object:
    """`Loader`, with the parsers of the sources behind it, when somebody asks for it: imports are rare."""
    if name != "Loader":
        raise AttributeError(name)
    from presswerk.transfer.loading.loader import Loader

    return Loader
