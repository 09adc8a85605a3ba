"""Whether a newspaper runs on a data folder, and its front."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

LOCK = "running.lock"


def is_running(data: Path) -> bool:
    """Whether its supervisor holds the folder now (`presswerk.cli.running_lock`)."""
    try:
        handle = os.open(data / LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def fronts(data: Path) -> list[int]:
    """The ids of its processes that give ready pages out; none where it does not run, or not on Linux."""
    if not is_running(data):
        return []
    with suppress(OSError, ValueError):
        supervisor = int((data / LOCK).read_text(encoding="ascii"))
        return [one for one in _below(supervisor) if b"presswerk.bake.front" in _words(one)]
    return []


def _below(process: int) -> Iterator[int]:
    """The processes that this one has started, and theirs."""
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text(encoding="ascii").split()):
            yield child
            yield from _below(child)


def _words(process: int) -> list[bytes]:
    return Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
