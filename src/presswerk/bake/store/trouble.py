"""What went wrong with the store, written where the operator's commands can read it."""

import contextlib
import json
import logging
import os
import time
from pathlib import Path
from typing import NamedTuple

logger = logging.getLogger("presswerk.bake.store")

KEPT = 20
FILE = "troubles.json"
DAMAGED = "damaged"  # the file was unreadable; an empty one was started
FULL = "full"  # no room inside the file; it was emptied
AWAY = "away"  # it cannot be opened or written; the newspaper goes on without it


class Trouble(NamedTuple):
    """One event; ``at`` is Unix time, ``kind`` one of the words above."""

    at: float
    kind: str
    detail: str


def troubles(folder: Path) -> list[Trouble]:
    """The latest troubles, oldest first; none when nothing can be read."""
    try:
        return [Trouble(*entry) for entry in json.loads((folder / FILE).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def note(folder: Path, kind: str, detail: str) -> None:
    """Tell the log and the file. Never raises: it is called where something has failed already."""
    logger.warning("The bake's store is %s: %s", kind, detail)
    entries = [*troubles(folder), Trouble(time.time(), kind, detail)][-KEPT:]
    with contextlib.suppress(OSError):
        temporary = folder / f"{FILE}.{os.getpid()}"
        temporary.write_text(json.dumps(entries), encoding="utf-8")
        temporary.replace(folder / FILE)
