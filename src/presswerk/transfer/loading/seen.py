"""Which ids a source has named already, on disk: memory stays flat however many there are."""

import sqlite3
from collections.abc import Iterable


class Seen:
    """Remembers ids with the place where each came first.

    A database without a name is a temporary file that SQLite deletes when it is closed.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, position INTEGER) WITHOUT ROWID")

    def first_positions(self, ids: Iterable[tuple[str, int]]) -> dict[str, int]:
        """Add (id, position) pairs, earlier ones first; where each of the ids came first, now or before."""
        pairs = list(ids)
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", pairs)
        self._database.execute("COMMIT")
        marks = ", ".join("?" * len(pairs))
        rows = self._database.execute(
            f"SELECT id, position FROM seen WHERE id IN ({marks})", [pair[0] for pair in pairs]
        )
        return dict(rows.fetchall())

    def close(self) -> None:
        """Give the disk space back."""
        self._database.close()
