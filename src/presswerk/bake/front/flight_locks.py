"""One rendering of a page at a time among all processes of the front.

A lock on one byte of a file, at the place that the page's key names: nothing is written, and the kernel
gives it back when its holder dies.
"""

import errno
import fcntl
import os
from pathlib import Path


class FlightLocks:
    """The locks of this process. Its file stays open: closing it once would give all of them back."""

    def __init__(self, path: Path | None):
        self._descriptor = -1
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except OSError:
                return  # two renderings are better than none

    def take(self, key: bytes) -> bool:
        """Whether this process may render the page now; False while another one does."""
        if self._descriptor < 0:
            return True
        try:
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _place(key))
        except OSError as error:
            return error.errno not in (errno.EAGAIN, errno.EACCES)
        return True

    def give_back(self, key: bytes) -> None:
        """Let others render it."""
        if self._descriptor >= 0:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, _place(key))


def _place(key: bytes) -> int:
    return int.from_bytes(key[:8], "little") >> 2  # an offset has 63 bits
