"""Copies of the pages read last, in the memory of this process.

A copy is used only after the page's record in the store was read in the same moment and names the same
version, so it can be no more stale than the store.
"""

from collections import OrderedDict

from presswerk.bake.store.page import Kept


class Copy:
    """One page's fixed part and those of its bodies that were asked for."""

    __slots__ = ("bodies", "checked", "kept", "size", "version")

    def __init__(self, version: int, kept: Kept):
        self.version = version
        self.kept = kept
        self.checked = 0  # no purge up to this tick that is not settled (see unsettled.py) is of this page
        self.bodies: dict[str, bytes] = {}
        self.size = 2048  # about what the fixed part takes as Python objects


class HotPages:
    """A bounded map from key to `Copy`; the page that came first goes first. Safe to use from threads."""

    def __init__(self, most_bytes: int):
        self.most_bytes = most_bytes
        self.size = 0
        self.copies: OrderedDict[bytes, Copy] = OrderedDict()

    def keep(self, key: bytes, copy: Copy) -> None:
        """Take the copy in, in the place of an older one."""
        self.drop(key)
        self.copies[key] = copy
        self.size += copy.size
        while self.size > self.most_bytes and self.copies:
            try:
                _, oldest = self.copies.popitem(last=False)
            except KeyError:  # another thread was faster
                break
            self.size -= oldest.size

    def drop(self, key: bytes) -> None:
        """Forget one page."""
        copy = self.copies.pop(key, None)
        if copy is not None:
            self.size -= copy.size

    def clear(self) -> None:
        """Forget all."""
        self.copies.clear()
        self.size = 0
