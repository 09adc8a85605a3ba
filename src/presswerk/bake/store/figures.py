"""What the store has done by the hour, and the slowest renderings; a power cut may lose some."""

import json
import struct
import time
from typing import NamedTuple

import lmdb

from presswerk.bake.store.environment import Environment
from presswerk.bake.store.writing import Writing

HOURS = 48
SLOWEST = 20
DAY_SECONDS = 86_400
_HOUR = struct.Struct(">4sI")
_COUNTS = struct.Struct("<QQdQQ")
_SLOWEST = b"slowest"


class Hour(NamedTuple):
    """One hour. ``began`` is Unix time; ``seconds`` of rendering are of all renderings together."""

    began: int
    hits: int = 0
    renders: int = 0
    seconds: float = 0.0
    refused: int = 0
    purges: int = 0


class SlowPage(NamedTuple):
    """A rendering that took long; ``at`` is Unix time."""

    seconds: float
    address: str
    at: float


class Figures(NamedTuple):
    """Hours with something in them, the latest first, and the slowest pages of the last day."""

    hours: list[Hour]
    slowest: list[SlowPage]


def note(
    writing: Writing,
    *,
    hits: int = 0,
    renders: int = 0,
    seconds: float = 0.0,
    refused: int = 0,
    purges: int = 0,
) -> None:
    """Add to this hour."""
    number = int(time.time()) // 3600
    key = _HOUR.pack(b"hour", number)
    record = writing.txn.get(key, db=writing.env.meta)
    if record is None:
        _forget_old(writing, number)
    old = _COUNTS.unpack(record) if record is not None else (0, 0, 0.0, 0, 0)
    new = [was + more for was, more in zip(old, (hits, renders, seconds, refused, purges), strict=True)]
    writing.txn.put(key, _COUNTS.pack(*new), db=writing.env.meta)


def note_slow(writing: Writing, seconds: float, address: str) -> None:
    """Remember a rendering if it is among the slowest of the day."""
    now = time.time()
    known = _slowest(writing.txn.get(_SLOWEST, db=writing.env.meta), now)
    if len(known) == SLOWEST and seconds <= known[-1].seconds:
        return
    others = [one for one in known if one.address != address or one.seconds > seconds]
    if not any(one.address == address for one in others):
        others.append(SlowPage(round(seconds, 4), address, now))
    others.sort(reverse=True)
    writing.txn.put(_SLOWEST, json.dumps(others[:SLOWEST]).encode(), db=writing.env.meta)


def read(env: Environment, txn: lmdb.Transaction) -> Figures:
    """All figures."""
    hours = []
    with txn.cursor(env.meta) as cursor:
        more = cursor.set_range(b"hour")
        while more and bytes(cursor.key()[:4]) == b"hour":
            hours.append(Hour(_HOUR.unpack(cursor.key())[1] * 3600, *_COUNTS.unpack(cursor.value())))
            more = cursor.next()
    return Figures(hours[::-1], _slowest(txn.get(_SLOWEST, db=env.meta), time.time()))


def _slowest(record: bytes | memoryview | None, now: float) -> list[SlowPage]:
    known = [SlowPage(*entry) for entry in json.loads(bytes(record))] if record is not None else []
    return [one for one in known if now - one.at < DAY_SECONDS]


def _forget_old(writing: Writing, number: int) -> None:
    with writing.txn.cursor(writing.env.meta) as cursor:
        more = cursor.set_range(b"hour")
        while more and bytes(cursor.key()[:4]) == b"hour" and _HOUR.unpack(cursor.key())[1] < number - HOURS:
            more = cursor.delete()
