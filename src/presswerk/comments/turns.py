"""Writers of one process take turns before they ask SQLite for its one lock.

SQLite has no queue: who finds it locked sleeps and looks again, after 1 ms, then 2, 5, 10, up to 100
(sqlite3.c, `sqliteDefaultBusyCallback`), while the lock may be free. Threads that wait here go on at once,
one by one.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LONGEST_SECONDS = 5.0
_turn = threading.Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """On SQLite wait for the others, at most LONGEST_SECONDS. MUST be entered outside of a transaction."""
    is_mine = connection.vendor == "sqlite" and _turn.acquire(timeout=LONGEST_SECONDS)
    try:
        yield
    finally:
        if is_mine:
            _turn.release()
