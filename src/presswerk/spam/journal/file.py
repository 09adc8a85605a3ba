"""The journal's file: appended by any process under one lock, replaced as a whole when rows are dropped."""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from presswerk.spam.journal.record import FRAME, Record, Scan, scan

NAME = "journal"
HEADER = b"PWSJ\x02"
HEADER_SIZE = len(HEADER) + 8
"""Magic, version and a generation of 8 random bytes: another one means that rows were dropped."""


class ForeignJournal(Exception):
    """The file is no journal of this version."""


class Journal:
    """One site's decisions on disk."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self.path = folder / NAME
        self.generation = b""
        self.position = 0
        """Offset up to which the caller has read."""
        self.damaged = 0
        self._fd = -1
        self._inode = 0
        if not self.path.exists():
            with self.locked():
                if not self.path.exists():
                    self._write_whole(())
        self._open()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone among all processes and threads.

        The lock's file is opened anew each time: after a fork, parent and child would share one that is open,
        and with it the lock.
        """
        handle = os.open(self.folder / "journal.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def changed(self) -> bool:
        """Whether there may be something to read. One system call."""
        try:
            state = os.stat(self.path)
        except FileNotFoundError:
            return False
        return state.st_size != self.position or state.st_ino != self._inode

    def replaced(self) -> bool:
        """Whether rows were dropped, so that all has to be read anew. Then it stands at the beginning."""
        with suppress(FileNotFoundError):
            if os.stat(self.path).st_ino != self._inode:
                self._open()
                return True
        return False

    def new_records(self) -> Iterator[Record]:
        """What was appended since the last call."""
        data = self._read_from(self.position)
        found = Scan(self.position)
        for end, record in scan(data, self.position, found):
            self.position = end
            yield record
        self.damaged += found.damaged

    def append(self, record: Record) -> Record:
        """Add a record; the record as every other process will read it, rounded and in its order.

        MUST be called under the lock and after all new records were read.

        What stands behind the last whole record was torn by a process that died: it is cut.
        """
        if os.fstat(self._fd).st_size > self.position:
            os.ftruncate(self._fd, self.position)
        data = record.pack()
        written = 0
        try:
            while written < len(data):
                written += os.pwrite(self._fd, data[written:], self.position + written)
        except OSError:  # the disk is full: leave no half record to be cut later
            with suppress(OSError):
                os.ftruncate(self._fd, self.position)
            raise
        self.position += len(data)
        return Record.unpack(data[FRAME.size :])

    def sync(self) -> None:
        """Return once what was appended is on the disk. Needs no lock."""
        os.fdatasync(self._fd)

    def rewrite(
        self, keep: Callable[[Record], bool], add: Iterable[Record] = (), ordered: bool = False
    ) -> int:
        """Keep these rows only, and add others; how many were dropped. MUST be called under the lock.

        The new file has another generation and takes the old one's place in one step. With `ordered`, rows
        are
        put in order of time, so that nodes that merge each other's journals end with the same file.
        """
        data = self._read_from(HEADER_SIZE)
        rows = [record for _, record in scan(data, HEADER_SIZE, Scan(HEADER_SIZE))]
        kept = [record for record in rows if keep(record)]
        dropped = len(rows) - len(kept)
        kept += add
        if ordered:
            kept.sort(key=lambda record: (record.at, record.uid))
        self._write_whole(kept)
        return dropped

    def all_records(self) -> list[Record]:
        """Every whole record, without moving the position."""
        return [record for _, record in scan(self._read_from(HEADER_SIZE), HEADER_SIZE, Scan(HEADER_SIZE))]

    def close(self) -> None:
        """Give the file back."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _open(self) -> None:
        self.close()
        self._fd = os.open(self.path, os.O_RDWR)
        self._inode = os.fstat(self._fd).st_ino
        header = os.pread(self._fd, HEADER_SIZE, 0)
        if len(header) < HEADER_SIZE or not header.startswith(HEADER):
            raise ForeignJournal(
                f"{self.path} is no journal that this version reads. "
                "Move it away, or install the version that wrote it."
            )
        self.generation = header[len(HEADER) :]
        self.position = HEADER_SIZE

    def _read_from(self, position: int) -> bytes:
        size = os.fstat(self._fd).st_size
        parts = []
        while position < size:
            part = os.pread(self._fd, size - position, position)
            if not part:
                break
            parts.append(part)
            position += len(part)
        return b"".join(parts)

    def _write_whole(self, records: Iterable[Record]) -> None:
        temporary = self.path.with_name(f"{NAME}.{secrets.token_hex(4)}.new")
        try:
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(HEADER + secrets.token_bytes(8))
                for record in records:
                    file.write(record.pack())
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)
            sync_folder(self.folder)
        finally:
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make names that were made or replaced in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
