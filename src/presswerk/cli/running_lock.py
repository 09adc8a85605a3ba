"""One supervisor a data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from presswerk.cli.refusal import Refusal
from presswerk.site.condition.running import LOCK


@contextmanager
def running_lock(data: Path) -> Iterator[int]:
    """Hold the folder while its newspaper runs; raises Refusal when another process holds it.

    The kernel frees the lock with the process, so a crash leaves nothing to clean up. What comes back is the
    descriptor: a program that takes this one's place keeps the lock if it inherits that.
    """
    handle = os.open(data / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(handle, 20).decode("ascii", "replace").strip()
            raise Refusal(
                f"The newspaper in {data} is running already (process {holder}).",
                "Use that one, or end it, or choose another folder with --data and another port with --port.",
            ) from None
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield handle
    finally:
        os.close(handle)
