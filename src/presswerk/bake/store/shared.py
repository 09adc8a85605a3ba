"""Sixteen bytes that all processes of the node map: which file is the store, and how current it is.

They are read with every page, so they cost no system call. A file that was replaced is noticed by its
number (incarnation) at once, by every process that still has the old one open.
"""

import mmap
import os
import struct
from pathlib import Path

_NUMBER = struct.Struct("<Q")
_TIME = struct.Struct("<d")
SIZE = 16


class Shared:
    """The mapped file; made when it is not there. Raises OSError where that is not possible."""

    def __init__(self, path: Path):
        self.path = path
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            if os.fstat(descriptor).st_size < SIZE:
                os.pwrite(descriptor, bytes(SIZE), 0)  # real blocks: mapped holes need room later
            self.inode = os.fstat(descriptor).st_ino
            self.map = mmap.mmap(descriptor, SIZE)
        finally:
            os.close(descriptor)

    @property
    def incarnation(self) -> int:
        """The number of the store's file; 0 when there is none."""
        return _NUMBER.unpack_from(self.map, 0)[0]

    @incarnation.setter
    def incarnation(self, number: int) -> None:
        _NUMBER.pack_into(self.map, 0, number)

    @property
    def caught_up_at(self) -> float:
        """Unix time when all purges of the database were last known to be applied."""
        return _TIME.unpack_from(self.map, 8)[0]

    @caught_up_at.setter
    def caught_up_at(self, moment: float) -> None:
        _TIME.pack_into(self.map, 8, moment)

    def was_removed(self) -> bool:
        """Whether the folder was deleted under the running processes."""
        try:
            return self.path.stat().st_ino != self.inode
        except OSError:
            return True
