"""The open LMDB file: its parts, how it is opened, checked and replaced.

What is synced when: LMDB writes each transaction's data to the disk, but not the page that names it
(``metasync=False``). A power cut then undoes the last transactions at most and leaves a valid store. The
cursor of the purge log is written in the transaction of the purges it stands for, so it is undone with them,
and the same purges are read from the database again. Without any sync the file could be torn.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lmdb

from presswerk.bake.store import trouble
from presswerk.bake.store.records import FORMAT, Meta, meta_of
from presswerk.bake.store.shared import Shared

MOST_READERS = 1024  # each reading transaction takes a slot; one that was killed frees it at reader_check()
META = b"meta"
CURSOR = b"cursor"
ALL = b"all"  # the last purge of everything: Whole
UNSETTLED = b"unsettled"  # purges that are not written into their pages yet
READER_CHECK_SECONDS = 30.0

DAMAGE = (
    lmdb.CorruptedError,
    lmdb.InvalidError,
    lmdb.NotFoundError,
    lmdb.PageNotFoundError,
    lmdb.PanicError,
    lmdb.VersionMismatchError,
    lmdb.IncompatibleError,
    lmdb.BadDbiError,
    struct.error,
    ValueError,
    TypeError,
    KeyError,
)


class Damaged(Exception):
    """The file cannot be believed."""


class Environment:
    """One open file. Its parts are named after what they map a page's key to, except where said."""

    def __init__(self, folder: Path, incarnation: int, megabytes: int, *, create: bool):
        path = folder / f"{incarnation:016x}"
        if create:
            path.mkdir()
        self.incarnation = incarnation
        self.megabytes = megabytes
        self.lmdb = lmdb.open(
            os.fspath(path),
            create=create,
            map_size=megabytes * 1024 * 1024,
            metasync=False,
            max_dbs=16,
            max_readers=MOST_READERS,
            readahead=False,  # pages of readers come in no order
        )
        if not create:
            self._require_whole_file(path)
        part = self.lmdb.open_db
        self.meta = part(b"meta", create=create)  # a few named records
        self.states = part(b"states", create=create)
        self.kept = part(b"kept", create=create)
        self.bodies = part(b"bodies", create=create)  # by key and coding
        self.page_tags = part(b"page_tags", create=create)
        self.bearers = part(b"bearers", create=create, dupsort=True, dupfixed=True)  # tag: keys of its pages
        self.purged = part(b"purged", create=create)  # tag: when it was purged
        self.used = part(b"used", create=create)  # moment and key, the least recently used first
        self.leases = part(b"leases", create=create)
        if create:
            with self.lmdb.begin(write=True) as txn:
                # Horizon 1: no ticket holds before the cursor is known (`Store.apply` for the first time).
                txn.put(META, Meta(FORMAT, incarnation, 0, 1, time.time(), 0).pack(), db=self.meta)
        else:
            self._require_own_meta()
            self.lmdb.reader_check()

    @property
    def page_parts(self) -> tuple[Any, ...]:
        """The parts that go when all pages go. What was purged, the cursor and the leases stay."""
        return self.states, self.kept, self.bodies, self.page_tags, self.bearers, self.used

    def _require_whole_file(self, path: Path) -> None:
        """LMDB maps what its header names; beyond the end of a shortened file waits a SIGBUS."""
        needed = (self.lmdb.info()["last_pgno"] + 1) * self.lmdb.stat()["psize"]
        if (path / "data.mdb").stat().st_size < needed:
            raise Damaged("its file is shorter than it says")

    def _require_own_meta(self) -> None:
        with self.lmdb.begin() as txn:
            record = txn.get(META, db=self.meta)
        if record is None:
            raise Damaged("it lacks its first record")
        meta = meta_of(record)
        if meta.format != FORMAT or meta.incarnation != self.incarnation:
            raise Damaged("it was written by another version")


def open_environment(folder: Path, megabytes: int) -> tuple[Shared, Environment]:
    """Open the node's store, or make an empty one where there is none or it is damaged.

    Raises OSError or lmdb.Error where that is not possible.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one_process(folder):
        shared = Shared(folder / "shared")
        if shared.incarnation:
            try:
                return shared, Environment(folder, shared.incarnation, megabytes, create=False)
            except (*DAMAGE, Damaged) as error:
                trouble.note(folder, trouble.DAMAGED, f"{error}. An empty one is started.")
            except lmdb.Error as error:
                if (folder / f"{shared.incarnation:016x}").is_dir():
                    raise
                trouble.note(folder, trouble.DAMAGED, f"{error}. An empty one is started.")
        return shared, _start_anew(folder, shared, megabytes)


def replace_damaged(folder: Path, incarnation: int, megabytes: int, reason: str) -> None:
    """Put an empty file in the place of a damaged one; the other processes see it with their next page.

    Does nothing when another process has done it. Raises OSError or lmdb.Error where it is not possible.
    """
    with _only_one_process(folder):
        shared = Shared(folder / "shared")
        if shared.incarnation == incarnation:
            trouble.note(folder, trouble.DAMAGED, f"{reason}. An empty one is started.")
            shared.incarnation = 0  # before anything that can fail: a store that cannot be believed is none
            _start_anew(folder, shared, megabytes).lmdb.close()  # the caller opens it like everybody else


def distrust(folder: Path, reason: str) -> None:
    """Have the store replaced when it is opened next. For a supervisor whose child died reading it
    (SIGSEGV, SIGBUS, SIGABRT): LMDB maps the file, so damage can kill where no exception is raised."""
    with contextlib.suppress(OSError), _only_one_process(folder):
        shared = Shared(folder / "shared")
        if shared.incarnation:
            trouble.note(folder, trouble.DAMAGED, reason)
            shared.incarnation = 0


def _start_anew(folder: Path, shared: Shared, megabytes: int) -> Environment:
    shared.incarnation = 0
    shared.caught_up_at = 0.0
    for old in folder.glob("?" * 16):
        shutil.rmtree(old, ignore_errors=True)  # who has it open keeps it until it looks at the number
    number = secrets.randbits(63) | 1
    environment = Environment(folder, number, megabytes, create=True)
    shared.incarnation = number
    return environment


@contextlib.contextmanager
def _only_one_process(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder / "opening", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
