"""One decision, as bytes.

    magic 4 | length u32 | crc32 u32 | body: fixed part | actor | hosts | signals | n-grams

The checksum covers the body. All numbers are little-endian. The n-grams stand in order, each as its distance
from the one before: mostly 16 bits, as short as compressed numbers would be, and in a tenth of the time.
"""

import struct
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate
from operator import sub

from presswerk.spam.model.vector import Vector

MAGIC = b"PWd\x02"
FRAME = struct.Struct("<4sII")
FIXED = struct.Struct("<16s16sdddfffBBHHHI")
MOST_BYTES = 1 << 20
DECISIONS = ("publish", "hold", "discard")


@dataclass(slots=True)
class Record:
    """A moderator's decision about a text, with the features of the text and nothing of its words."""

    uid: bytes
    """16 random bytes: the same decision on two nodes is one."""
    subject: bytes
    """16 bytes of BLAKE2b of the submission's id; zeros when it had none."""
    at: float
    """POSIX time of the decision."""
    is_label: bool
    actor: str
    trust: float
    """What the decision counts, in [0, 1]."""
    said: float
    """The probability that the engine gave before it learned this."""
    decision: int
    """Which of DECISIONS it would have taken."""
    author: float = 0.0
    """48 bits of the author's hash, as a number; 0 when not known."""
    address: float = 0.0
    hosts: list[int] = field(default_factory=list)
    """32-bit hashes."""
    vector: Vector = field(default_factory=lambda: Vector(array("I"), [], 1.0))

    def pack(self) -> bytes:
        """With frame and checksum."""
        actor = self.actor.encode("utf-8", "replace")[:200]
        ids = sorted(self.vector.ids)
        fixed = FIXED.pack(
            self.uid, self.subject, self.at, self.author, self.address, self.trust, self.said,
            self.vector.unit,
            self.is_label, self.decision, len(actor), len(self.hosts), len(self.vector.signals), len(ids),
        )  # fmt: skip
        parts = [fixed, actor, struct.pack(f"<{len(self.hosts)}I", *self.hosts)]
        parts += [struct.pack("<If", number, value) for number, value in self.vector.signals]
        parts.append(_distances(ids))
        body = b"".join(parts)
        return FRAME.pack(MAGIC, len(body), zlib.crc32(body)) + body

    @classmethod
    def unpack(cls, data: bytes) -> "Record":
        """From the checked body. Raises struct.error or ValueError when it is not one."""
        (uid, subject, at, author, address, trust, said, unit, is_label, decision,
         actor_size, hosts, signals, count) = FIXED.unpack_from(data)  # fmt: skip
        position = FIXED.size
        actor = data[position : position + actor_size].decode("utf-8", "replace")
        position += actor_size
        host_numbers = list(struct.unpack_from(f"<{hosts}I", data, position))
        position += 4 * hosts
        marks = list(struct.iter_unpack("<If", data[position : position + 8 * signals]))
        position += 8 * signals
        ids = _from_distances(data[position:], count)
        return cls(uid, subject, at, bool(is_label), actor, trust, said, decision, author, address,
                   host_numbers, Vector(ids, marks, unit))  # fmt: skip


def _distances(ids: list[int]) -> bytes:
    """Sorted numbers as bytes: 16 bits for each where all distances have as few, 32 where one has not."""
    steps = [*ids[:1], *map(sub, ids[1:], ids)]
    return array("H" if max(steps, default=0) < 1 << 16 else "I", steps).tobytes()


def _from_distances(data: bytes, count: int) -> "array[int]":
    """The sorted numbers again; which width they have follows from their count."""
    steps = array("I" if count and len(data) // count == 4 else "H")
    steps.frombytes(data)
    if len(steps) != count:
        raise ValueError("The n-grams are cut off.")
    return array("I", accumulate(steps))


def subject_of(submission_id: str | None) -> bytes:
    """The id as it is journalled."""
    if submission_id is None:
        return bytes(16)
    return blake2b(submission_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(slots=True)
class Scan:
    """What reading a stretch of the journal found."""

    good_to: int
    """Offset behind the last whole record."""
    damaged: int = 0
    """Bytes that were skipped because they are no record."""


def scan(data: bytes, start: int, found: Scan) -> Iterator[tuple[int, Record]]:
    """Each whole record with the offset behind it. `start` is the offset of the data in the file.

    A tail that is no whole record is left unread: it is being written, or was torn. Bytes that are no record
    but have whole ones behind them are damage: skipped and counted.
    """
    position = 0
    while position < len(data):
        record, end = _record_at(data, position)
        if record is None:
            following = _next_whole(data, position + 1)
            if following is None:
                return
            found.damaged += following - position
            position = following
            continue
        position = end
        found.good_to = start + end
        yield start + end, record


def _record_at(data: bytes, position: int) -> tuple[Record | None, int]:
    if position + FRAME.size > len(data):
        return None, position
    magic, size, checksum = FRAME.unpack_from(data, position)
    end = position + FRAME.size + size
    if magic != MAGIC or size > MOST_BYTES or end > len(data):
        return None, position
    body = data[position + FRAME.size : end]
    if zlib.crc32(body) != checksum:
        return None, position
    try:
        return Record.unpack(body), end
    except (struct.error, ValueError, OverflowError):
        return None, position


def _next_whole(data: bytes, position: int) -> int | None:
    while (position := data.find(MAGIC, position)) >= 0:
        if _record_at(data, position)[0] is not None:
            return position
        position += 1
    return None
