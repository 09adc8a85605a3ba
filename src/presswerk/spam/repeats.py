"""Texts seen lately, so that one that goes to many threads is noticed even when a few words change.

MinHash by one permutation (Li, Owen, Zhang, NIPS 2012): the pairs of words fall into 16 bins, of each the
smallest number is kept; the share of bins in which two texts agree estimates the likeness of their sets of
pairs. A ring of fixed size in a file that all processes map; it is no truth and is not synced: losing an
entry
in a race of two writers costs a chance to notice, never a decision.
"""

import mmap
import os
import struct
from operator import eq
from pathlib import Path
from zlib import crc32

NAME = "seen"
BINS = 16
ALIKE = 9
"""Bins that have to agree: sets of pairs with a Jaccard likeness of about 0.55, a fifth of the words
changed."""
SLOTS = 4_096
ENTRY = struct.Struct(f"<{BINS}IQQI4x")
HEAD = struct.Struct("<8sQ")
MAGIC = b"PWSEEN1\n"
SIZE = HEAD.size + SLOTS * ENTRY.size
EMPTY = 0xFFFFFFFF
FEWEST_PAIRS = 10
"""Shorter texts ("Thank you!") are honest in any number."""
BANDS = tuple((at, at + 1) for at in range(0, BINS, 2))
LOOKED_AT = 24
Sketch = tuple[int, ...]


def sketch(pairs: set[int]) -> Sketch | None:
    """The text in 16 numbers; None when it is too short to be told from others."""
    if len(pairs) < FEWEST_PAIRS:
        return None
    bins = [EMPTY] * BINS
    for number in pairs:
        mixed = (number * 0x9E3779B1) & 0xFFFFFFFF
        at = mixed >> 28
        if mixed < bins[at]:
            bins[at] = mixed
    return tuple(bins)


class Seen:
    """The ring, and an index of it in this process."""

    def __init__(self, folder: Path) -> None:
        path = folder / NAME
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(handle).st_size != SIZE:
                os.ftruncate(handle, SIZE)
            self._map = mmap.mmap(handle, SIZE)
        finally:
            os.close(handle)
        magic, count = HEAD.unpack_from(self._map)
        if magic != MAGIC:
            HEAD.pack_into(self._map, 0, MAGIC, 0)
            count = 0
        self._read = max(0, count - SLOTS)
        # Tuples, and keys of one number: a list or deque for each would take six times the memory.
        self._buckets: dict[int, tuple[int, ...]] = {}
        self._entries: list[tuple[Sketch, int, int] | None] = [None] * SLOTS

    def threads(self, text: Sketch, thread: str, subject: bytes) -> int:
        """In how many other threads something like it was seen."""
        self._catch_up()
        here, me = _number(thread), int.from_bytes(subject[:8], "little")
        found: set[int] = set()
        looked: set[int] = set()
        for band, (one, other) in enumerate(BANDS):
            for slot in self._buckets.get(_key(band, text[one], text[other]), ()):
                if slot in looked:
                    continue
                looked.add(slot)
                entry = self._entries[slot]
                if entry is None or entry[1] == here or (me and entry[2] == me):
                    continue
                if sum(map(eq, entry[0], text)) >= ALIKE:
                    found.add(entry[1])
        return len(found)

    def add(self, text: Sketch, thread: str, subject: bytes) -> None:
        """Remember it for the other processes too."""
        values = (*text, _number(thread), int.from_bytes(subject[:8], "little"))
        packed = ENTRY.pack(*values, 0)
        checksum = crc32(packed)
        _, count = HEAD.unpack_from(self._map)
        ENTRY.pack_into(self._map, HEAD.size + (count % SLOTS) * ENTRY.size, *values, checksum)
        HEAD.pack_into(self._map, 0, MAGIC, count + 1)

    def clear(self) -> None:
        """Forget all."""
        _, count = HEAD.unpack_from(self._map)
        self._map[HEAD.size :] = bytes(SIZE - HEAD.size)
        # The count moves on by a whole ring, so that every process drops what it indexed.
        HEAD.pack_into(self._map, 0, MAGIC, count + SLOTS)

    def close(self) -> None:
        """Unmap the file."""
        self._map.close()

    def _catch_up(self) -> None:
        _, count = HEAD.unpack_from(self._map)
        for index in range(max(self._read, count - SLOTS), count):
            slot = index % SLOTS
            self._entries[slot] = entry = self._entry(slot)
            if entry is None:
                continue
            for band, (one, other) in enumerate(BANDS):
                if entry[0][one] == EMPTY and entry[0][other] == EMPTY:
                    continue
                key = _key(band, entry[0][one], entry[0][other])
                self._buckets[key] = (*self._buckets.get(key, ())[1 - LOOKED_AT :], slot)
        self._read = count
        if len(self._buckets) > 16 * SLOTS:
            self._buckets.clear()
            self._read = max(0, count - SLOTS)

    def _entry(self, slot: int) -> tuple[Sketch, int, int] | None:
        *values, checksum = ENTRY.unpack_from(self._map, HEAD.size + slot * ENTRY.size)
        if crc32(ENTRY.pack(*values, 0)) != checksum:
            return None
        return tuple(values[:BINS]), values[BINS], values[BINS + 1]


def _key(band: int, one: int, other: int) -> int:
    return band << 64 | one << 32 | other


def _number(thread: str) -> int:
    raw = thread.encode("utf-8", "surrogatepass")
    return crc32(raw) | crc32(raw, 0x5EED) << 32
