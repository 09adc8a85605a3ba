"""Applying purges to the pages, in one transaction with the cursor that says so."""

import heapq
from collections.abc import Iterable

from presswerk.bake.store import unsettled
from presswerk.bake.store.address import Address
from presswerk.bake.store.environment import ALL, CURSOR
from presswerk.bake.store.purges import (
    EVERYTHING,
    SOFT_SECONDS,
    Applied,
    Settled,
    Strength,
    TagPurge,
    tag_key,
)
from presswerk.bake.store.reads import DAY
from presswerk.bake.store.records import Purged, Whole, kept_of, purged_of, whole_of
from presswerk.bake.store.writing import Writing

MEMORY_SECONDS = 3600.0  # purges older than that are forgotten, and tickets older than that refused
PRUNE_SECONDS = 600.0
# So many pages are settled in one transaction, which others that write wait for.
BATCH = 500
HARD_BATCH = 100


def apply(
    writing: Writing, purges: Iterable[TagPurge], cursor: bytes, now: float, renew_most: int
) -> Applied:
    """Mark or erase what bears the tags, remember when each was purged, and move the cursor."""
    purges = list(purges)
    is_first = writing.txn.get(CURSOR, db=writing.env.meta) is None
    if purges or is_first:
        writing.meta = writing.meta._replace(tick=writing.meta.tick + 1)
    if is_first:
        # What was committed before this cursor is in no store; a rendering that may have read the state
        # before it has to be refused, as no purge will ever tell.
        writing.meta = writing.meta._replace(horizon=writing.meta.tick)
    counts = {"stale": 0, "erased": 0}
    candidates: dict[bytes, float] = {}
    wide: list[unsettled.Entry] = []
    for purge in purges:
        at = now if purge.at is None else purge.at
        if purge.tag == EVERYTHING:
            _purge_everything(writing, purge.strength, at, counts)
            if purge.strength == Strength.HARD:
                wide.clear()
        elif (
            entry := _purge_tag(writing, purge.tag, purge.strength, at, counts, candidates, now)
        ) is not None:
            wide.append(entry)
    if wide:
        unsettled.add(writing, wide)
    writing.txn.put(CURSOR, cursor, db=writing.env.meta)
    if now - writing.meta.pruned_at > PRUNE_SECONDS or now < writing.meta.pruned_at:
        _prune(writing, now)
    return Applied(
        writing.meta.tick, counts["stale"], counts["erased"], _addresses(writing, candidates, renew_most)
    )


def _purge_everything(writing: Writing, strength: Strength, at: float, counts: dict[str, int]) -> None:
    """One record, whatever the number of pages: those with an older tick are stale by it."""
    tick = writing.meta.tick
    if strength == Strength.HARD:
        counts["erased"] += writing.remove_all()
        unsettled.save(writing, [])
    purged = whole_of(writing.txn.get(ALL, db=writing.env.meta))
    if strength == Strength.HARD:
        purged = purged._replace(hard=tick, at=at)
    else:
        counts["stale"] += writing.txn.stat(writing.env.states)["entries"]
        is_soft = strength == Strength.SOFT
        purged = _softly(purged, tick, at) if is_soft else purged._replace(wait=tick, at=at)
    writing.txn.put(ALL, purged.pack(), db=writing.env.meta)


def _softly(purged: Whole, tick: int, at: float) -> Whole:
    """One more soft purge of everything. Soft ones that follow each other give no page more seconds.

    While the one before counts, its moment stays: pages made between the two may be renewed too early.
    When its seconds are over, readers wait for what it made stale.
    """
    if purged.soft <= max(purged.wait, purged.hard):
        return purged._replace(soft=tick, soft_at=at)
    if at - purged.soft_at < SOFT_SECONDS:
        return purged._replace(soft=tick, soft_at=min(at, purged.soft_at))
    return purged._replace(wait=purged.soft, at=purged.soft_at, soft=tick, soft_at=at)


def _purge_tag(
    writing: Writing,
    tag: str,
    strength: Strength,
    at: float,
    counts: dict[str, int],
    candidates: dict[bytes, float],
    now: float,
) -> unsettled.Entry | None:
    """Mark the pages of one tag; where they are many, what is to be settled instead."""
    _remember(writing, tag, strength, at)
    count, keys = writing.few_bearers(tag, unsettled.WIDE)
    if count > unsettled.WIDE:
        counts["erased" if strength == Strength.HARD else "stale"] += count
        return unsettled.Entry(tag_key(tag), writing.meta.tick, strength.rank, at)
    for key in keys:
        score, result = _mark(writing, key, writing.meta.tick, strength.rank, at, now)
        if result:
            counts[result] += 1
        if score is not None:
            candidates[key] = score
        else:
            candidates.pop(key, None)
    return None


def _mark(
    writing: Writing, key: bytes, tick: int, rank: int, at: float, now: float
) -> tuple[float | None, str]:
    """Make one page stale, or erase it; the score of one that is to be rendered anew, and what was done."""
    state = writing.state(key)
    if state is None or state.tick >= tick:
        return None, ""
    if rank == unsettled.HARD:
        writing.remove(key)
        return None, "erased"
    score = state.score if now - state.used < DAY else None
    if rank > state.rank:
        writing.write_state(key, state._replace(rank=rank, since=at))
        return score, "stale"
    if rank == state.rank and at < state.since:
        writing.write_state(key, state._replace(since=at))
    return score, ""


def settle(writing: Writing, now: float, most: int | None = None) -> Settled:
    """Write the oldest purge that is not settled into its next pages."""
    first, *others = unsettled.entries(writing.env, writing.txn)
    most = most or (HARD_BATCH if first.rank == unsettled.HARD else BATCH)
    keys = unsettled.bearers_after(writing, first, most)
    candidates: dict[bytes, float] = {}
    for key in keys:
        score, _result = _mark(writing, key, first.tick, first.rank, first.at, now)
        if score is not None:
            candidates[key] = score
    is_done = len(keys) < most
    left = others if is_done else [first._replace(after=keys[-1]), *others]
    unsettled.save(writing, left)
    to_renew = [
        (score, address)
        for key, score in candidates.items()
        for address in _addresses(writing, {key: score}, 1)
    ]
    return Settled(is_done, len(left), to_renew)


def _remember(writing: Writing, tag: str, strength: Strength, at: float) -> None:
    key = tag_key(tag)
    purged = purged_of(writing.txn.get(key, db=writing.env.purged))
    values = purged._asdict() | {strength.value: writing.meta.tick, "at": at}
    purged = Purged(**values)
    writing.txn.put(key, purged.pack(), db=writing.env.purged)


def _prune(writing: Writing, now: float) -> None:
    """Forget old purges; what they would have judged is refused from now on."""
    old: dict[bytes, int] = {}
    for key, record in writing.txn.cursor(writing.env.purged):
        purged = purged_of(record)
        last = max(purged.soft, purged.wait, purged.hard)
        # Not by `at` alone: a purge that was written long ago may have been applied just now.
        if purged.at < now - MEMORY_SECONDS and last < writing.meta.tick:
            old[bytes(key)] = last
    # Not on the way: a cursor that deleted the last record stands on an empty one, which looks like damage.
    for key in old:
        writing.txn.delete(key, db=writing.env.purged)
    forgotten = max(old.values(), default=0)
    writing.meta = writing.meta._replace(pruned_at=now, horizon=max(writing.meta.horizon, forgotten))


def _addresses(writing: Writing, candidates: dict[bytes, float], most: int) -> list[Address]:
    """The addresses of the candidates that were read most, most read first."""
    found = []
    for key in heapq.nlargest(most, candidates, key=candidates.__getitem__):
        record = writing.txn.get(key, db=writing.env.kept)
        if record is not None:
            found.append(Address(*kept_of(record).address))
    return found
