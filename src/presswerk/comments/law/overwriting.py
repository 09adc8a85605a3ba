"""Deleting so that nothing is left in the database's file.

SQLite marks deleted pages as free and leaves their bytes; with `PRAGMA secure_delete` it writes zeros over
them (SQLite, "PRAGMA secure_delete"), and the write-ahead log is emptied afterwards. PostgreSQL's vacuum
takes dead rows away by itself, and its log is overwritten in turn: there is nothing to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def overwritten() -> Iterator[None]:
    """Write zeros over what this block deletes on this connection."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=OFF")


def empty_log() -> bool:
    """Write SQLite's log into the database and empty it; whether nobody was in the way.

    Readers that hold an old state keep the log; then the next erasure or run of retention empties it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
    return row is not None and row[0] == 0
