"""Purges of tags that many pages bear: written down at once as one record, and page by page afterwards.

Marking 10,000 pages takes their leaves of the file to be written anew, which is megabytes to sync and half a
second before anybody sees the purge. So it is one entry here, in the transaction of the cursor, and whoever
reads a page asks whether an entry is of it. Page by page the entry is then settled, in short transactions
that hold up nobody, and goes.
"""

import struct
from itertools import islice
from typing import NamedTuple

import lmdb

from presswerk.bake.store.environment import ALL, UNSETTLED, Environment
from presswerk.bake.store.purges import Strength
from presswerk.bake.store.records import State, Whole, whole_of
from presswerk.bake.store.writing import Writing

WIDE = 32  # tags of more pages are not marked at once
WAIT = Strength.WAIT.rank
HARD = Strength.HARD.rank
_ENTRY = struct.Struct("<8sQBd16s")


class Entry(NamedTuple):
    """One tag was purged at this tick, in this strength, at this moment; settled up to the page `after`."""

    tag: bytes
    tick: int
    rank: int
    at: float
    after: bytes = bytes(16)


def entries(env: Environment, txn: lmdb.Transaction) -> list[Entry]:
    """All that are not settled. Raises struct.error when the record is damaged."""
    return [Entry._make(entry) for entry in _ENTRY.iter_unpack(txn.get(UNSETTLED, db=env.meta) or b"")]


def add(writing: Writing, new: list[Entry]) -> None:
    """Write purges down. Those of the same tag and strength that are not settled become one."""
    joined: dict[tuple[bytes, int], Entry] = {}
    for entry in [*entries(writing.env, writing.txn), *new]:
        before = joined.pop((entry.tag, entry.rank), entry)
        joined[entry.tag, entry.rank] = entry._replace(at=min(entry.at, before.at))
    save(writing, list(joined.values()))


def save(writing: Writing, left: list[Entry]) -> None:
    """Write down which are left."""
    env, txn = writing.env, writing.txn
    txn.put(UNSETTLED, b"".join(_ENTRY.pack(*entry) for entry in left), db=env.meta)
    whole = whole_of(txn.get(ALL, db=env.meta))
    whole = whole._replace(unsettled=max((entry.tick for entry in left), default=0))
    txn.put(ALL, whole.pack(), db=env.meta)


def of_page(env: Environment, txn: lmdb.Transaction, key: bytes, state: State) -> tuple[int, float] | None:
    """The rank and moment of the strongest purge that is not settled and reaches the page; None for none."""
    found: tuple[int, float] | None = None
    with txn.cursor(env.bearers) as cursor:
        for entry in entries(env, txn):
            stronger = found is None or (entry.rank, -entry.at) > (found[0], -found[1])
            if entry.tick > state.tick and stronger and cursor.set_key_dup(entry.tag, key):
                found = entry.rank, entry.at
    return found


def standing(
    env: Environment, txn: lmdb.Transaction, key: bytes, state: State, whole: Whole, now: float
) -> tuple[int, float]:
    """How stale a page is, all considered, and since when. Ranks: 0 fresh, 1 soft, 2 wait, 3 as if erased."""
    rank, since = state.rank, state.since
    if whole.unsettled > state.tick:
        purged = of_page(env, txn, key, state)
        if purged is not None and (purged[0] > rank or (purged[0] == rank and purged[1] < since)):
            rank, since = purged
    rank, since = whole.stale(rank, since, state.tick)
    if rank < WAIT and state.expires <= now:
        rank, since = WAIT, state.expires
    return rank, since


def bearers_after(writing: Writing, entry: Entry, most: int) -> list[bytes]:
    """The next pages that bear the entry's tag, in the order of their keys."""
    with writing.txn.cursor(writing.env.bearers) as cursor:
        if not cursor.set_range_dup(entry.tag, entry.after):
            return []
        found = [bytes(key) for key in islice(cursor.iternext_dup(), most + 1)]
    return [key for key in found if key != entry.after][:most]
