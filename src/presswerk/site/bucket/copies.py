"""Room for the copies on this machine."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

LOOK_EVERY_SECONDS = 300.0
# Room is made at once for a while, so that not each new copy pushes out an old one.
_FULL_AGAIN_AT = 0.8
_looked_at = 0.0


def make_room(folder: Path, most_bytes: int) -> None:
    """Every few minutes, remove the copies not looked after for longest, as far as they are too many."""
    global _looked_at
    now = time.monotonic()
    if _looked_at and now - _looked_at < LOOK_EVERY_SECONDS:
        return
    _looked_at = now
    remove_oldest(folder, most_bytes)


def remove_oldest(folder: Path, most_bytes: int) -> int:
    """Remove the oldest copies until they take four fifths of the room; how many. None when all fit."""
    found: list[tuple[float, int, str]] = []
    for parent, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            with contextlib.suppress(FileNotFoundError):
                status = os.stat(path)
                found.append((status.st_ctime, status.st_size, path))
    taken = sum(size for _time, size, _path in found)
    if taken <= most_bytes:
        return 0
    removed = 0
    for _time, size, path in sorted(found):
        if taken <= most_bytes * _FULL_AGAIN_AT:
            break
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        taken -= size
        removed += 1
    return removed
