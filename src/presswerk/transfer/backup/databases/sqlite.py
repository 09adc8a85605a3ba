"""SQLite: a copy by its online backup (SQLite, "Online Backup API"), under a read transaction."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PAGES_A_STEP = 4096
BUSY_SECONDS = 30


def copy(source: Path, target: Path, told: Callable[[int], None] = lambda count: None) -> None:
    """Write the state of this moment into a new file, as one file without companions.

    The read transaction holds the moment: without it, each write of another process would begin it anew.
    """
    with (
        closing(
            sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
        ) as old,
        closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as new,
    ):
        old.isolation_level = None
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        page_bytes = old.execute("PRAGMA page_size").fetchone()[0]
        done = 0

        def tell(_status: int, remaining: int, total: int) -> None:
            nonlocal done
            told((total - remaining - done) * page_bytes)
            done = total - remaining

        old.backup(new, pages=PAGES_A_STEP, progress=tell)
        new.execute("PRAGMA journal_mode=DELETE")


def size_of(file: Path) -> int:
    """Bytes of the database with what its journal holds."""
    wal = file.with_name(file.name + "-wal")
    return file.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
