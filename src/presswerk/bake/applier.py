"""Carrying purges from the log into the store of this node: at once where they were made, soon elsewhere."""

import fcntl
import heapq
import math
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import IO

import structlog
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from presswerk.bake import log as purge_log
from presswerk.bake import stillness
from presswerk.bake.store import Address, Store, StoreAway
from presswerk.bake.store.purges import EVERYTHING

logger = structlog.get_logger(__name__)

# The floor of "100 ms elsewhere". While nothing is committed a look is one short question, see stillness.py.
POLL_SECONDS = 0.02
LONGEST_POLL_SECONDS = 0.06
# Between steps of settling, so that whoever else writes into the store gets their turn.
SETTLE_PAUSE_SECONDS = 0.005
# Of the pages that one purge made stale so many are rendered anew at once, as `Store.apply` has it.
RENEW_MOST = 200
NOTE_READS_SECONDS = 30.0
# Pages of one change are many tags, which come in several looks at the log.
TELL_SECONDS = 0.25
TROUBLE_SECONDS = 1.0
Renew = Callable[[list[Address]], None]


def catch_up(
    store: Store,
    renew: Renew | None = None,
    software: str = "",
    on_everything: Callable[[], None] = lambda: None,
    on_tags: Callable[[Iterable[str]], None] = lambda _tags: None,
) -> int:
    """Apply everything that is committed now; return how many purges that were.

    `on_tags` is called with the tags that were purged, `on_everything` after every page was.

    Processes take turns by a lock on a file: a position is read, and moved, by one at a time.
    Raises StoreAway without a store, django.db.Error without a database.
    """
    with _turn(store.folder):
        began = time.time()
        found = purge_log.pending(store.cursor(), began, software)
        if found.moved:
            applied = store.apply(found.purges, found.position)
            if renew is not None and applied.to_renew:
                renew(applied.to_renew)
            on_tags(purge.tag for purge in found.purges)
            if any(purge.tag == EVERYTHING for purge in found.purges):
                on_everything()
        store.caught_up(began)
    return len(found.purges)


class Applier:
    """A thread that catches up for its node. Of several processes one does it, another when that one ends.

    `software` names the version of what renders; pages of another one are purged. `on_change` is called with
    what was purged, within TELL_SECONDS of it, at first with EVERYTHING; `on_everything` after a purge of
    every page.
    """

    def __init__(
        self,
        store: Store,
        renew: Renew | None = None,
        software: str = "",
        on_change: Callable[[Set[str]], None] = lambda _tags: None,
        on_everything: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._renew = renew
        self._software = software
        self._on_change = on_change
        self._on_everything = on_everything
        self._stopped = threading.Event()
        self._is_settled = False
        self._was_read: list[tuple[float, Address]] = []
        self._to_tell: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="bake-applier", daemon=True)

    def start(self) -> None:
        """Begin. MUST be called after the last fork."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for it."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            with _lead(self._store.folder) as leads:
                if leads:
                    self._follow_the_log()
                else:
                    self._stopped.wait(TROUBLE_SECONDS)
        connection.close()

    def _follow_the_log(self) -> None:
        noted_at = time.monotonic()
        in_trouble = ""
        told_at = -math.inf
        self._to_tell = {EVERYTHING}
        still = stillness.Stillness()
        while not self._stopped.is_set():
            try:
                began = time.monotonic()
                self._look(still)
                took = time.monotonic() - began
                if self._to_tell and time.monotonic() - told_at >= TELL_SECONDS:
                    self._on_change(self._to_tell)
                    told_at, self._to_tell = time.monotonic(), set()
                if time.monotonic() - noted_at > NOTE_READS_SECONDS:
                    noted_at = time.monotonic()
                    self._store.note_reads()
                    close_old_connections()
                in_trouble = ""
                pause = _pause(took) if self._settle() else SETTLE_PAUSE_SECONDS
            except (DatabaseError, StoreAway, OSError) as error:
                if str(error) != in_trouble:
                    in_trouble = str(error)
                    logger.warning("purges are not applied", error=in_trouble)
                connection.close()
                still.broken()
                pause = TROUBLE_SECONDS
            self._stopped.wait(pause)

    def _look(self, still: stillness.Stillness) -> int:
        """Catch up, if anything can have been committed since the last look: how many purges there were."""
        began = time.time()
        moment = stillness.moment()
        if still.holds(moment, self._store.cursor()):
            self._store.caught_up(began)
            return 0
        count = catch_up(self._store, self._renew, self._software, self._on_everything, self._to_tell.update)
        still.settled(moment, self._store.cursor())
        self._is_settled = self._is_settled and not count
        return count

    def _settle(self) -> bool:
        """Take a step in writing purges into their pages; True when no more are left."""
        if self._is_settled:
            return True
        settled = self._store.settle()
        if settled is None:
            self._is_settled = True
            return True
        self._was_read += settled.to_renew
        if settled.is_done:
            most = heapq.nlargest(RENEW_MOST, self._was_read, key=itemgetter(0))
            self._was_read = []
            if self._renew is not None and most:
                self._renew([address for _score, address in most])
        return False


def _pause(took_seconds: float) -> float:
    """Until the next look: on a busy machine, where one takes long, a tenth of the time is spent looking."""
    return min(LONGEST_POLL_SECONDS, max(POLL_SECONDS, 9 * took_seconds))


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    with _locked_file(folder / "apply.lock") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _lead(folder: Path) -> Iterator[bool]:
    try:
        with _locked_file(folder / "leader.lock") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True
    except OSError as error:
        logger.warning("purges are not applied", error=str(error))
        yield False


@contextmanager
def _locked_file(path: Path) -> Iterator[IO[bytes]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "rb") as file:
        yield file
