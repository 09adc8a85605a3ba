"""The store as its users see it. Whatever happens to the file, readers get answers and the log gets words."""

import contextlib
import heapq
import math
import os
import struct
import threading
import time
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import lmdb

from presswerk.bake.store import figures, purging, putting, unsettled
from presswerk.bake.store.address import Address
from presswerk.bake.store.codings import IDENTITY, identity_of
from presswerk.bake.store.environment import (
    ALL,
    CURSOR,
    DAMAGE,
    META,
    READER_CHECK_SECONDS,
    Damaged,
    Environment,
)
from presswerk.bake.store.file import StoreAway, StoreFile
from presswerk.bake.store.hot import Copy, HotPages
from presswerk.bake.store.insight import Description, LastPurge, Reading, Status
from presswerk.bake.store.page import Found, Kept, Page, Ticket
from presswerk.bake.store.purges import BY_RANK, Applied, Settled, TagPurge, tag_key
from presswerk.bake.store.reads import BATCH, MOST_NOTED, USED_PRECISION_SECONDS, faded
from presswerk.bake.store.records import (
    Meta,
    Record,
    State,
    Whole,
    kept_of,
    meta_of,
    purged_of,
    state_of,
    whole_of,
)
from presswerk.bake.store.unsettled import HARD, WAIT, standing
from presswerk.bake.store.writing import Writing

DEFAULT_MEGABYTES = 512
DEFAULT_HOT_MEGABYTES = 16
FILL = 0.7  # of the file is given to pages: LMDB needs room beside them to change anything at all
CURRENT_SECONDS = 5.0
_LEASE = struct.Struct("<d")
_NO_TICKET = Ticket(0, 0, 0.0)
_NO_PURGE = Whole()


class Store(StoreFile):
    """The ready pages of this node. Opened when it is first used; safe to use from threads.

    MUST NOT be used before a fork: the child then does without a store, because LMDB allows nothing else.
    """

    def __init__(self, folder: Path, megabytes: int, hot_megabytes: int):
        super().__init__(folder, megabytes)
        self.hot = HotPages(hot_megabytes * 1024 * 1024)
        self._reads: dict[bytes, int] = {}
        self._checked_readers_at = 0.0

    def on_forget(self) -> None:
        """Copies of pages go with the file."""
        self.hot.clear()

    # Reading ---------------------------------------------------------------------------------
    def find(self, key: bytes, codings: Sequence[str] = (IDENTITY,)) -> Found | None:
        """The page with the first of these codings that it has; None when it is not there.

        Never raises. One read of mapped memory; it waits for no writer.
        """
        env = self.env
        if env is None or self.shared is None or self.shared.incarnation != env.incarnation:
            env = self.reopen()
            if env is None:
                return None
        try:
            with env.lmdb.begin() as txn:
                record = txn.get(key, db=env.states)
                if record is None:
                    self.hot.drop(key)
                    return None
                return self._found(env, txn, key, state_of(record), codings)
        except (*DAMAGE, Damaged, zlib.error) as error:
            self.heal(env, str(error))
        except (lmdb.Error, OSError) as error:
            self.give_up(error)
        return None

    def _found(
        self, env: Environment, txn: lmdb.Transaction, key: bytes, state: State, codings: Sequence[str]
    ) -> Found | None:
        everything = txn.get(ALL, db=env.meta)
        copy = self.hot.copies.get(key)
        if copy is None or copy.version != state.version:
            copy = Copy(state.version, _kept(txn.get(key, db=env.kept)))
        whole = _NO_PURGE if everything is None else whole_of(everything)
        rank, since, expires = state.rank, state.since, state.expires
        if whole.unsettled > state.tick and whole.unsettled > copy.checked:
            purged = unsettled.of_page(env, txn, key, state)
            if purged is None:
                copy.checked = whole.unsettled
            elif purged[0] == HARD:
                self.hot.drop(key)
                return None
            elif purged[0] > rank or (purged[0] == rank and purged[1] < since):
                rank, since = purged
        etags = copy.kept.etags
        coding = next((coding for coding in codings if coding in etags), IDENTITY)
        body = copy.bodies.get(coding)
        if body is None:
            body = self._load(env, txn, key, copy, coding)
        reads = self._reads
        if key in reads:
            reads[key] += 1
        elif len(reads) < MOST_NOTED:
            reads[key] = 1
        rank, since = whole.stale(rank, since, state.tick)
        if rank < WAIT and expires <= time.time():
            rank, since = WAIT, expires
        return Found(
            copy.kept,
            coding,
            body,
            etags[coding],
            state.put_at,
            None if expires == math.inf else expires,
            BY_RANK[rank],
            since,
            state.version,
        )

    def _load(self, env: Environment, txn: lmdb.Transaction, key: bytes, copy: Copy, coding: str) -> bytes:
        """Read a body, check it, and keep a copy of it in memory."""
        stored = coding if coding in copy.kept.checks else "gzip"
        body = bytes(txn.get(key + stored.encode(), db=env.bodies) or b"")
        if zlib.crc32(body) != copy.kept.checks[stored]:
            raise Damaged(f"the page {Address(*copy.kept.address)} does not match its check sum")
        if stored != coding:
            body = identity_of(body)
        fuller = Copy(copy.version, copy.kept)
        fuller.checked = copy.checked
        fuller.bodies = {**copy.bodies, coding: body}
        fuller.size += sum(map(len, fuller.bodies.values()))
        self.hot.keep(key, fuller)
        return body

    def is_current(self, seconds: float = CURRENT_SECONDS) -> bool:
        """Whether somebody has said within these seconds that all purges are applied; see `caught_up`."""
        shared = self.shared
        return shared is not None and abs(time.time() - shared.caught_up_at) <= seconds

    # Rendering -------------------------------------------------------------------------------
    def begin(self) -> Ticket:
        """The ticket of a rendering. MUST be taken before it reads anything from the database."""
        ticket = self.read(lambda env, txn: _ticket(_meta(env, txn)))
        return ticket or _NO_TICKET

    def put(self, ticket: Ticket, address: Address, page: Page) -> str:
        """Keep a rendered page: "fresh", "stale" (purged since the ticket) or "refused". Never raises."""
        if not page.may_be_kept or ticket.incarnation == 0:
            return putting.REFUSED
        prepared = putting.Prepared(address, page)
        key = address.key

        def work(writing: Writing) -> str:
            room = int(self.most_bytes)
            result = putting.put(writing, ticket, key, prepared, time.time())
            if writing.meta.size > room:
                writing.evict_down_to(room)
            refused = int(result == putting.REFUSED)
            figures.note(writing, renders=1, seconds=page.seconds, refused=refused)
            figures.note_slow(writing, page.seconds, str(address))
            return result

        try:
            return self.write(work)
        except StoreAway:
            return putting.REFUSED

    @property
    def most_bytes(self) -> float:
        """How much room the pages may take together."""
        return self.megabytes * 1024 * 1024 * FILL

    # Purging ---------------------------------------------------------------------------------
    def apply(self, purges: Iterable[TagPurge], cursor: bytes, renew_most: int = 200) -> Applied:
        """Apply purges and move the cursor, both or neither.

        The first call of a new store says where the log is read from; until then every `put` is refused.
        Raises StoreAway when nothing could be written; the pages are then out of use and the cursor is lost.
        """
        purges = list(purges)

        def work(writing: Writing) -> Applied:
            applied = purging.apply(writing, purges, cursor, time.time(), renew_most)
            if purges:
                figures.note(writing, purges=len(purges))
            return applied

        return self.write(work, must=True)

    def settle(self, most: int | None = None) -> Settled | None:
        """Write purges of tags with many pages into some of these; None when nothing is left.

        Readers see such a purge before it is settled. To be called until nothing is left. Raises StoreAway.
        """
        if not self.read(lambda env, txn: whole_of(txn.get(ALL, db=env.meta)).unsettled):
            return None
        return self.write(
            lambda writing: (
                purging.settle(writing, time.time(), most)
                if unsettled.entries(writing.env, writing.txn)
                else None
            )
        )

    def cursor(self) -> bytes | None:
        """How far the purge log was applied; None in a new store. Raises StoreAway when there is no store."""
        if self.usable() is None:
            raise StoreAway("The store cannot be opened.")
        return self.read(_cursor)

    def caught_up(self, at: float | None = None) -> None:
        """Say that at this moment (Unix time; now) all visible purges were applied.

        The pages are shown without question only while this is said every few seconds. Costs nothing.
        """
        if self.usable() is not None and self.shared is not None:
            self.shared.caught_up_at = time.time() if at is None else at
            self.look_for_removal()

    def erase(self, key: bytes) -> bool:
        """Erase one page; False when it is not there. Raises StoreAway."""
        return self.write(lambda writing: writing.remove(key), must=True)

    # Readings --------------------------------------------------------------------------------
    def note_reads(self) -> int:
        """Write down what was read since the last call; how many pages. To be called every half minute or so.

        Takes some milliseconds for each 200 pages, in transactions of that many.
        """
        noted, self._reads = self._reads, {}
        self.look_for_removal()
        env = self.env
        if env is not None and time.monotonic() - self._checked_readers_at > READER_CHECK_SECONDS:
            self._checked_readers_at = time.monotonic()
            with contextlib.suppress(lmdb.Error):
                env.lmdb.reader_check()  # frees the slots of readers that were killed
        entries = list(noted.items())
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            try:
                self.write(lambda writing, batch=batch: _note_batch(writing, batch))  # type: ignore[misc]
            except StoreAway:
                return start
        return len(entries)

    def most_read(self, limit: int) -> list[Reading]:
        """The pages read most in the last day, most read first."""

        def work(env: Environment, txn: lmdb.Transaction) -> list[Reading]:
            now = time.time()
            whole = whole_of(txn.get(ALL, db=env.meta))

            def scored() -> Iterable[tuple[float, bytes, bool]]:
                for record_key, record in txn.cursor(env.states):
                    key, state = bytes(record_key), state_of(record)
                    rank, _since = standing(env, txn, key, state, whole, now)
                    if rank < HARD:
                        yield faded(state.score, state.used, now), key, bool(rank)

            best = heapq.nlargest(limit, scored())
            return [
                Reading(Address(*_kept(txn.get(key, db=env.kept)).address), score, stale)
                for score, key, stale in best
            ]

        return self.read(work) or []

    # One rendering at a time -----------------------------------------------------------------
    def lease(self, key: bytes, seconds: float, owner: bytes) -> bool:
        """Take the right to render this page for some seconds; False while another owner has it.

        Without a store everyone gets it: two renderings are better than none.
        """

        def work(writing: Writing) -> bool:
            record = writing.txn.get(key, db=writing.env.leases)
            now = time.time()
            if record is not None and record[8:] != owner and now < _LEASE.unpack(record[:8])[0] < now + 3600:
                return False
            writing.txn.put(key, _LEASE.pack(now + seconds) + owner, db=writing.env.leases)
            return True

        try:
            return self.write(work)
        except StoreAway:
            return True

    def release(self, key: bytes, owner: bytes) -> None:
        """Give the lease back, if it is still this owner's."""

        def work(writing: Writing) -> None:
            record = writing.txn.get(key, db=writing.env.leases)
            if record is not None and record[8:] == owner:
                writing.txn.delete(key, db=writing.env.leases)

        with contextlib.suppress(StoreAway):
            self.write(work)

    # Insight ---------------------------------------------------------------------------------
    def status(self) -> Status | None:
        """Counts and sizes; None when there is no store. Reads the state of every page."""

        def work(env: Environment, txn: lmdb.Transaction) -> Status:
            meta = _meta(env, txn)
            now = time.time()
            whole = whole_of(txn.get(ALL, db=env.meta))
            ranks = [0, 0, 0, 0]
            for key, record in txn.cursor(env.states):
                ranks[standing(env, txn, bytes(key), state_of(record), whole, now)[0]] += 1
            return Status(
                pages=sum(ranks[:HARD]),
                stale=sum(ranks[1:HARD]),
                size=meta.size,
                most_size=int(self.most_bytes),
                tick=meta.tick,
                cursor=_cursor(env, txn),
                incarnation=meta.incarnation,
                caught_up_at=self.shared.caught_up_at if self.shared else 0.0,
            )

        return self.read(work)

    def figures(self) -> figures.Figures | None:
        """Hits, renderings and purges by the hour, and the slowest pages; None without a store."""
        return self.read(figures.read)

    def describe(self, key: bytes) -> Description | None:
        """All about one page; None when it is not there."""

        def work(env: Environment, txn: lmdb.Transaction) -> Description | None:
            record = txn.get(key, db=env.states)
            if record is None:
                return None
            state = state_of(record)
            kept = _kept(txn.get(key, db=env.kept))
            everything = whole_of(txn.get(ALL, db=env.meta))
            rank, since = standing(env, txn, key, state, everything, time.time())
            if rank == HARD:
                return None
            listed = txn.get(key, db=env.page_tags)
            tags = bytes(listed).decode().split("\n") if listed else []
            last = max(everything.at, everything.soft_at)
            purges = [LastPurge("*", last)] if last else []
            for tag in tags:
                record = txn.get(tag_key(tag), db=env.purged)
                if record is not None:
                    purges.append(LastPurge(tag, purged_of(record).at))
            return Description(
                address=Address(*kept.address),
                status=kept.status,
                strength=BY_RANK[rank],
                since=since,
                put_at=state.put_at,
                expires_at=None if state.expires == math.inf else state.expires,
                size=state.size,
                score=faded(state.score, state.used, time.time()),
                tags=tags,
                purges=sorted(purges, key=lambda purge: -purge.at),
            )

        return self.read(work)


def _note_batch(writing: Writing, batch: list[tuple[bytes, int]]) -> None:
    now = time.time()
    figures.note(writing, hits=sum(count for _key, count in batch))
    for key, count in batch:
        state = writing.state(key)
        if state is None:
            continue
        if now - state.used >= USED_PRECISION_SECONDS or now < state.used:
            writing.note_used(key, state._replace(score=faded(state.score, state.used, now) + count), now)
        else:
            writing.write_state(key, state._replace(score=state.score + count))


def _meta(env: Environment, txn: lmdb.Transaction) -> Meta:
    record = txn.get(META, db=env.meta)
    if record is None:
        raise Damaged("it lacks its first record")
    return meta_of(record)


def _cursor(env: Environment, txn: lmdb.Transaction) -> bytes | None:
    record = txn.get(CURSOR, db=env.meta)
    return None if record is None else bytes(record)


def _ticket(meta: Meta) -> Ticket:
    return Ticket(meta.incarnation, meta.tick, time.time())


def _kept(record: Record | None) -> Kept:
    if record is None:
        raise Damaged("a page lacks its headers")
    return kept_of(record)


_stores: dict[Path, Store] = {}
_stores_lock = threading.Lock()


def open_store(
    folder: Path | str, megabytes: int = DEFAULT_MEGABYTES, hot_megabytes: int = DEFAULT_HOT_MEGABYTES
) -> Store:
    """This process's store in that folder; the same object for each call. It opens its file when used."""
    path = Path(os.path.abspath(folder))
    with _stores_lock:
        if path not in _stores:
            _stores[path] = Store(path, megabytes, hot_megabytes)
        return _stores[path]
