"""The layout of what stands in LMDB. Numbers are little-endian where nobody sorts them."""

import json
import math
import struct
from typing import NamedTuple

from presswerk.bake.store.page import Kept

Record = bytes | memoryview  # LMDB's own type; it is always bytes here

FORMAT = 3  # another number in the file: it is replaced by an empty one
_STATE = struct.Struct("<QQBddddfI")
_PURGED = struct.Struct("<QQQd")
_WHOLE = struct.Struct("<QQQdQd")
_META = struct.Struct("<QQQQdQ")


class State(NamedTuple):
    """What changes while a page lies there. Small and apart, so that a purge rewrites 57 bytes a page."""

    tick: int  # of the ticket it was rendered with
    version: int  # LMDB's transaction that put it: tells whether a copy in memory is still the page
    rank: int  # 0 fresh, else the strength's
    since: float
    expires: float  # infinite when it has no end
    put_at: float
    used: float  # Unix time of the last known reading
    score: float  # readings, fading: see reads.py
    size: int  # bytes it takes

    def pack(self) -> bytes:
        return _STATE.pack(*self)


def state_of(data: Record) -> State:
    """Raises struct.error when the record is damaged."""
    return State._make(_STATE.unpack(data))


class Purged(NamedTuple):
    """The last ticks at which a tag was purged, by strength, and when."""

    soft: int = 0
    wait: int = 0
    hard: int = 0
    at: float = 0.0

    def pack(self) -> bytes:
        return _PURGED.pack(*self)


def purged_of(data: Record | None) -> Purged:
    return Purged._make(_PURGED.unpack(data)) if data is not None else Purged()


class Whole(NamedTuple):
    """The last purges of everything, and the last tick of a purge that is not settled (see unsettled.py)."""

    soft: int = 0
    wait: int = 0
    hard: int = 0
    at: float = 0.0
    unsettled: int = 0
    soft_at: float = 0.0  # the moment of `soft`; `at` is that of the others

    def pack(self) -> bytes:
        return _WHOLE.pack(*self)

    def stale(self, rank: int, since: float, tick: int) -> tuple[int, float]:
        """What the purges of everything make of a page of this tick that is as stale as that."""
        if rank < 2 and self.wait > tick:
            return 2, self.at
        if rank < 2 and self.soft > tick:
            return 1, min(self.soft_at, since) if rank else self.soft_at
        return rank, since


def whole_of(data: Record | None) -> Whole:
    return Whole._make(_WHOLE.unpack(data)) if data is not None else Whole()


class Meta(NamedTuple):
    """The store as a whole."""

    format: int
    incarnation: int
    tick: int
    horizon: int  # tickets below it are refused: what was purged since then is no longer known
    pruned_at: float
    size: int  # bytes of all pages

    def pack(self) -> bytes:
        return _META.pack(*self)


def meta_of(data: Record) -> Meta:
    return Meta._make(_META.unpack(data))


def pack_kept(kept: Kept) -> bytes:
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def kept_of(data: Record) -> Kept:
    """Raises ValueError or TypeError when the record is damaged."""
    status, headers, *rest = json.loads(bytes(data))
    return Kept(status, tuple((name, value) for name, value in headers), *rest)


def expires_of(moment: float | None) -> float:
    return math.inf if moment is None else moment
