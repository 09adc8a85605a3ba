"""The SQLite file of the service: keys and counts, and nothing that was ever written by a visitor."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUSY_SECONDS = 10.0
SCHEMA = """
CREATE TABLE IF NOT EXISTS key (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    name TEXT NOT NULL,
    site TEXT NOT NULL,
    learner TEXT NOT NULL,
    calls_per_minute INTEGER NOT NULL,
    calls_per_month INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT
);
CREATE TABLE IF NOT EXISTS admission (
    key_id INTEGER PRIMARY KEY REFERENCES key(id),
    minute INTEGER NOT NULL DEFAULT 0,
    minute_calls INTEGER NOT NULL DEFAULT 0,
    month TEXT NOT NULL DEFAULT '',
    month_calls INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS month_count (
    key_id INTEGER NOT NULL REFERENCES key(id),
    month TEXT NOT NULL,
    site TEXT NOT NULL,
    spam INTEGER NOT NULL DEFAULT 0,
    ham INTEGER NOT NULL DEFAULT 0,
    missed_spam INTEGER NOT NULL DEFAULT 0,
    false_positives INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (key_id, month, site)
) WITHOUT ROWID;
"""


class Database:
    """Connections to the file, one for each thread; the file is made at the first use (mode 0600).

    Commits survive the end of a process at once and a power cut after some seconds
    (``synchronous=NORMAL`` in WAL); ``durable()`` ones survive both.
    """

    def __init__(self, path: Path):
        self.path = path
        self._own = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit."""
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            found = self._own.connection = _open(self.path)
        return found

    @contextmanager
    def durable(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is on the disk when the block has ended."""
        connection = self.connection
        connection.execute("PRAGMA synchronous=FULL")
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("PRAGMA synchronous=NORMAL")

    def close(self) -> None:
        """Close this thread's connection."""
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is not None:
            found.close()
            self._own.connection = None


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.executescript(SCHEMA)
    connection.row_factory = sqlite3.Row
    return connection
