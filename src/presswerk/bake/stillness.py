"""Telling for nearly nothing that the database holds nothing new, so that an idle paper can look often."""

import time
from typing import Any

from django.db import connection

# Beyond what is told here, the log itself is looked into so often.
FLOOR_SECONDS = 1.0


class Stillness:
    """Whether anything was committed since the log was last read to its end. For one thread.

    `moment()` MUST be taken before the log is read; `settled()` says that the log was read after it.
    """

    def __init__(self) -> None:
        self._settled: tuple[Any, bytes | None] | None = None
        self._at = 0.0

    def holds(self, moment: Any, position: bytes | None) -> bool:
        """Whether the log, read to this position, need not be read now."""
        return (
            self._settled is not None
            and self._settled == (moment, position)
            and 0 <= time.monotonic() - self._at < FLOOR_SECONDS
        )

    def settled(self, moment: Any, position: bytes | None) -> None:
        """All that was committed at this moment has been applied, and the position says so."""
        self._settled = (moment, position)
        self._at = time.monotonic()

    def broken(self) -> None:
        """Nothing is known."""
        self._settled = None


def moment() -> tuple[Any, ...]:
    """Something that is equal only while no transaction that wrote has been committed, on this connection.

    On PostgreSQL the snapshot: equal ones see the same rows. Any database of the server changes it.
    On SQLite `PRAGMA data_version`, which commits of all other connections change, and the count of rows
    that this connection itself has changed. Raises django.db.Error.
    """
    connection.ensure_connection()
    raw: Any = connection.connection
    # Without Django's cursors, which take as long as the statement itself.
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            return raw, raw.execute("SELECT pg_current_snapshot()::text").fetchone()[0]
        return raw, raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes
