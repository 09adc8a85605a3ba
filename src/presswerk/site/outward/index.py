"""Which file of the folder depends on what, and how far the purge log was followed: one SQLite file.

A purge first marks the entries that bear its tag as due, in one transaction with the position in the log;
each is settled in a transaction of its own after its file is in place. So a process that is killed at any
moment goes on where it was.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from presswerk.bake.store import Address, Strength, TagPurge
from presswerk.bake.store.purges import EVERYTHING

FORMAT = "1"
LIST, PAGE, TAKEN_ALONG = "list", "page", "along"

# How pressing it is: what must vanish comes before what must change, and that before all else.
NOT_DUE, DUE, DUE_HARD, DUE_GONE = 0, 1, 2, 3

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, host TEXT NOT NULL, path TEXT NOT NULL, query TEXT NOT NULL,
    status INTEGER NOT NULL DEFAULT 0, file TEXT NOT NULL DEFAULT '', target TEXT NOT NULL DEFAULT '',
    older TEXT NOT NULL DEFAULT '', expires REAL, due INTEGER NOT NULL DEFAULT 0,
    spread INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
    UNIQUE (host, path, query)
);
CREATE INDEX IF NOT EXISTS entry_due ON entry (due DESC, kind = 'list' DESC, spread, id) WHERE due > 0;
CREATE INDEX IF NOT EXISTS entry_expires ON entry (expires) WHERE expires IS NOT NULL;
CREATE INDEX IF NOT EXISTS entry_led_on ON entry (status) WHERE status IN (301, 302, 410);
CREATE TABLE IF NOT EXISTS tag (tag INTEGER, entry INTEGER, PRIMARY KEY (tag, entry)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tag_entry ON tag (entry);
CREATE TABLE IF NOT EXISTS member (entry INTEGER, list INTEGER, PRIMARY KEY (entry, list)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS member_list ON member (list);
CREATE TABLE IF NOT EXISTS media (host TEXT, name TEXT, entry INTEGER, PRIMARY KEY (host, name, entry)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS media_entry ON media (entry);
"""  # noqa: E501


class Entry(NamedTuple):
    """One address of the folder. A list is an entry too: its path is its name."""

    id: int
    kind: str
    address: Address
    status: int
    file: str
    target: str
    older: str
    due: int


_COLUMNS = "id, kind, host, path, query, status, file, target, older, due"


def _entry(row: tuple) -> Entry:
    pk, kind, host, path, query, *rest = row
    return Entry(pk, kind, Address(host, path, query), *rest)


class Index:
    """The open file. Not for two threads."""

    def __init__(self, path: Path):
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)
        if self.get("format") is None:
            self.put("format", FORMAT)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def get(self, name: str) -> bytes | str | None:
        """A named value."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def put(self, name: str, value: bytes | str) -> None:
        """Remember a named value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])

    # What is to do ---------------------------------------------------------------------------
    def apply(self, purges: Iterable[TagPurge], position: bytes) -> int:
        """Mark what bears the tags, and move the position; how many entries were marked.

        Of a change that touches many pages the one comes first whose tag few others bear: its own.
        """
        marked = 0
        with self.transaction():
            for purge in purges:
                due = DUE_HARD if purge.strength is Strength.HARD else DUE
                where, values = "WHERE id IN (SELECT entry FROM tag WHERE tag = ?)", [_hash(purge.tag)]
                if purge.tag == EVERYTHING:
                    where, values = "WHERE true", []
                spread = self._db.execute(f"SELECT count(*) FROM entry {where}", values).fetchone()[0]
                marked += self._db.execute(
                    "UPDATE entry SET due = max(due, ?), not_before = 0,"
                    f" spread = CASE due WHEN 0 THEN ? ELSE min(spread, ?) END {where}",
                    [due, spread, spread, *values],
                ).rowcount
            self.put("position", position)
        return marked

    def mark_all(self) -> None:
        """Have everything looked at again."""
        self._db.execute("UPDATE entry SET due = max(due, ?), not_before = 0", [DUE])

    def mark_expired(self, now: float) -> int:
        """Mark what has stopped being true by itself; how many."""
        return self._db.execute(
            "UPDATE entry SET due = ?, expires = NULL WHERE expires <= ? AND due = 0", [DUE, now]
        ).rowcount

    def due(self, most: int) -> list[Entry]:
        """The most pressing entries; lists before pages."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE due > 0 AND not_before <= ?"
            " ORDER BY due DESC, kind = 'list' DESC, spread, id LIMIT ?",
            [time.time(), most],
        )
        return [_entry(row) for row in rows]

    def count_due(self) -> int:
        """How many entries are still to be settled."""
        return self._db.execute("SELECT count(*) FROM entry WHERE due > 0").fetchone()[0]

    def postpone(self, entry: Entry, seconds: float) -> None:
        """Leave it due, and try it again later."""
        self._db.execute("UPDATE entry SET not_before = ? WHERE id = ?", [time.time() + seconds, entry.id])

    # Entries ---------------------------------------------------------------------------------
    def add(self, kind: str, address: Address, due: int = DUE) -> int:
        """The entry's id; a new one is due."""
        self._db.execute(
            "INSERT OR IGNORE INTO entry (kind, host, path, query, due) VALUES (?, ?, ?, ?, ?)",
            [kind, *address, due],
        )
        return self._db.execute(
            "SELECT id FROM entry WHERE host = ? AND path = ? AND query = ?", [*address]
        ).fetchone()[0]

    def settle(
        self,
        entry: Entry,
        *,
        status: int,
        tags: Iterable[str],
        expires: float | None = None,
        file: str = "",
        target: str = "",
        older: str = "",
        media: Iterable[str] = (),
    ) -> None:
        """Say what the entry has become; it is due no more. MUST be called in a transaction."""
        self._db.execute(
            "UPDATE entry SET status = ?, file = ?, target = ?, older = ?, expires = ?, due = 0 WHERE id = ?",
            [status, file, target, older, expires, entry.id],
        )
        self._forget_ties(entry)
        self._db.executemany(
            "INSERT INTO tag VALUES (?, ?)", [(number, entry.id) for number in {_hash(tag) for tag in tags}]
        )
        self._db.executemany(
            "INSERT INTO media VALUES (?, ?, ?)",
            [(entry.address.host, name, entry.id) for name in set(media)],
        )

    def remove(self, entry: Entry) -> None:
        """Forget the entry. MUST be called in a transaction."""
        self._forget_ties(entry)
        self._db.execute("DELETE FROM member WHERE entry = ? OR list = ?", [entry.id, entry.id])
        self._db.execute("DELETE FROM entry WHERE id = ?", [entry.id])

    def _forget_ties(self, entry: Entry) -> None:
        self._db.execute("DELETE FROM tag WHERE entry = ?", [entry.id])
        self._db.execute("DELETE FROM media WHERE entry = ?", [entry.id])

    # Members ---------------------------------------------------------------------------------
    def set_members(self, owner: Entry, members: dict[Address, str]) -> None:
        """Let the entry name these addresses, each with its kind. MUST be called in a transaction.

        Those that nobody names any more become due, and pressing.
        """
        before = {pk for (pk,) in self._db.execute("SELECT entry FROM member WHERE list = ?", [owner.id])}
        after = {self.add(kind, address) for address, kind in members.items()}
        self._db.executemany(
            "INSERT OR IGNORE INTO member VALUES (?, ?)", [(pk, owner.id) for pk in after - before]
        )
        for pk in before - after:
            self._db.execute("DELETE FROM member WHERE entry = ? AND list = ?", [pk, owner.id])
            self._db.execute(
                "UPDATE entry SET due = ?, not_before = 0 WHERE id = ?"
                " AND NOT EXISTS (SELECT 1 FROM member WHERE entry = entry.id)",
                [DUE_GONE, pk],
            )

    def is_named(self, entry: Entry) -> bool:
        """Whether a list or a page names it."""
        return (
            self._db.execute("SELECT 1 FROM member WHERE entry = ? LIMIT 1", [entry.id]).fetchone()
            is not None
        )

    def depth(self, entry: Entry, most: int) -> int:
        """How many pages further back than its list's first page an entry is, counted up to `most`."""
        query, depth = entry.address.query, 0
        while query and depth < most:
            depth += 1
            row = self._db.execute(
                "SELECT query FROM entry WHERE host = ? AND path = ? AND older = ?",
                [entry.address.host, entry.address.path, query],
            ).fetchone()
            query = row[0] if row else ""
        return depth

    # Files -----------------------------------------------------------------------------------
    def media_of(self, entry: Entry) -> set[str]:
        """The uploaded files that it shows."""
        return {name for (name,) in self._db.execute("SELECT name FROM media WHERE entry = ?", [entry.id])}

    def is_shown(self, host: str, name: str) -> bool:
        """Whether any page shows this uploaded file."""
        row = self._db.execute("SELECT 1 FROM media WHERE host = ? AND name = ? LIMIT 1", [host, name])
        return row.fetchone() is not None

    def knows_file(self, host: str, name: str) -> bool:
        """Whether a page's file has this name."""
        row = self._db.execute("SELECT 1 FROM entry WHERE host = ? AND file = ? LIMIT 1", [host, name])
        return row.fetchone() is not None

    def index_files(self) -> None:
        """Make `knows_file` fast; needed for a look at the whole folder only."""
        self._db.execute("CREATE INDEX IF NOT EXISTS entry_file ON entry (host, file)")

    def led_on(self) -> Iterator[Entry]:
        """Addresses that lead elsewhere or are gone, in order."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE status IN (301, 302, 410) ORDER BY path, query, host"
        )
        return (_entry(row) for row in rows)

    def hosts(self) -> list[str]:
        """The sites in the folder."""
        return [host for (host,) in self._db.execute("SELECT DISTINCT host FROM entry ORDER BY host")]

    def counts(self) -> dict[int, int]:
        """Entries by status, lists left out."""
        rows = self._db.execute("SELECT status, count(*) FROM entry WHERE kind <> 'list' GROUP BY status")
        return dict(rows.fetchall())


def _hash(tag: str) -> int:
    # Two tags with one hash are purged together: a rendering too much, never a stale page.
    return int.from_bytes(blake2b(tag.encode(), digest_size=8).digest(), signed=True)
