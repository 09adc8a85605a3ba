"""A memory of bounded size whose upkeep never takes long: two generations, of which the older is dropped
whole."""

from typing import Generic, TypeVar

V = TypeVar("V")


class Memo(Generic[V]):
    """Keeps at least the last `size` things asked for, and at most twice as many."""

    __slots__ = ("newer", "older", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self.newer: dict[str, V] = {}
        self.older: dict[str, V] = {}

    def get(self, key: str) -> V | None:
        """What is known, or None."""
        found = self.newer.get(key)
        if found is None:
            found = self.older.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: str, value: V) -> None:
        """Remember it."""
        if len(self.newer) >= self.size:
            self.older, self.newer = self.newer, {}
        self.newer[key] = value

    def clear(self) -> None:
        """Forget all."""
        self.newer, self.older = {}, {}
