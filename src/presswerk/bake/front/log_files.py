"""A folder of log files that several processes write: a new file each day and at a size, old ones deleted.

Nothing is renamed and nobody waits for a lock: the file's name tells its day (UTC) and its number on that
day, and whoever finds the last one full begins the next. Two that do so at once begin the same one.
"""

import contextlib
import os
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

PIECES = 10  # as many files as fill the folder's room, so that what is deleted at once is a tenth
LEAST_PIECE_BYTES = 64 * 1024
_SUFFIX = ".jsonl"


class LogFolder:
    """Files ``<name>-2026-11-26.jsonl``, ``<name>-2026-11-26.2.jsonl`` … of at most ``most_bytes`` together.

    Files of days more than ``days`` ago are deleted, and the oldest when there are too many bytes. Lines
    given in one call stand together. They are for this user only (mode 0600).
    """

    def __init__(self, folder: Path, name: str, most_bytes: int, days: int):
        self.folder = folder
        self._name = name
        self._most_bytes = most_bytes
        self._piece_bytes = max(LEAST_PIECE_BYTES, most_bytes // PIECES)
        self._days = days
        self._pattern = re.compile(rf"{re.escape(name)}-(\d{{4}}-\d\d-\d\d)(?:\.(\d+))?{re.escape(_SUFFIX)}")
        self._number = 1
        self._day = ""

    def append(self, lines: bytes, now: float | None = None) -> None:
        """Write whole lines. Raises OSError."""
        self.tidy(now)
        with contextlib.suppress(FileNotFoundError):
            while os.stat(self._path(self._day, self._number)).st_size + len(lines) > self._piece_bytes:
                self._number += 1
                self._make_room(now)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(self._path(self._day, self._number), flags, 0o600)
        try:
            rest = memoryview(lines)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)

    def tidy(self, now: float | None = None) -> None:
        """Delete what is too old, once a day; for a log in which nothing is written. Raises OSError."""
        day = self._day_of(now)
        if day != self._day:
            self._begin_day(day, now)

    def files(self) -> list[Path]:
        """All files, the oldest first."""
        return [path for _day, _number, path in self._found()]

    def _found(self) -> list[tuple[str, int, Path]]:
        """Day, number and path of each file, the oldest first."""
        matches = ((self._pattern.fullmatch(path.name), path) for path in self.folder.iterdir())
        return sorted((match[1], int(match[2] or 1), path) for match, path in matches if match)

    def _begin_day(self, day: str, now: float | None) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._number = max((number for found, number, _path in self._found() if found == day), default=1)
        self._day = day
        self._make_room(now)

    def _make_room(self, now: float | None) -> None:
        """Delete what is too old, and the oldest while a new file would find no room."""
        moment = datetime.fromtimestamp(time.time() if now is None else now, UTC)
        oldest_day = (moment - timedelta(days=self._days)).date().isoformat()
        kept = []
        for day, _number, path in self._found():
            if day < oldest_day:
                path.unlink(missing_ok=True)
            else:
                kept.append((path, _size(path)))
        total = sum(size for _path, size in kept)
        for path, size in kept[:-1]:
            if total + self._piece_bytes <= self._most_bytes:
                break
            path.unlink(missing_ok=True)
            total -= size

    def _path(self, day: str, number: int) -> Path:
        return self.folder / f"{self._name}-{day}{'' if number == 1 else f'.{number}'}{_SUFFIX}"

    def _day_of(self, now: float | None) -> str:
        return time.strftime("%Y-%m-%d", time.gmtime(now))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # another process was faster
        return 0
