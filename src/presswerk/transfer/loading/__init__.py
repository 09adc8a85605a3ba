"""Taking articles in, in batches, whatever the source: who is new, who has changed, how each is stored."""

from presswerk.transfer.loading.loader import Loader

__all__ = ["Loader"]
