"""What of the data folder belongs into a backup: all but what is made anew, and other backups."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

DATABASE = "presswerk.sqlite3"
MADE_ANEW = frozenset(
    {
        "static",
        "bake",
        "media-copies",
        "run",
        "front.json",
        "log",
        "founded",
        "running.lock",
        "lost+found",
        "backups",
        ".restoring",
        "upgrading.json",
    }
)
# SQLite's companions are in the copy of their database already.
_COMPANIONS = ("-wal", "-shm", "-journal")


def is_sqlite(path: Path) -> bool:
    """Whether it has to be copied by SQLite itself, because it may change meanwhile."""
    return path.suffix in {".sqlite3", ".sqlite", ".db"}


def files_of(data: Path, without: Collection[Path] = ()) -> Iterator[Path]:
    """Every file to keep, in order; ``without`` names files and folders that lie within and stay out.

    A folder directly below may be a link to another disk. Other links, sockets and unfinished files stay out.
    """
    left_out = {path.resolve() for path in without}
    for entry in sorted(data.iterdir()):
        if entry.name in MADE_ANEW or entry.name.startswith(DATABASE) or entry.resolve() in left_out:
            continue
        if ".presswerk-" in entry.name:  # a backup that is being written
            continue
        if entry.is_dir():
            for folder, folders, names in os.walk(entry):
                folders[:] = sorted(name for name in folders if Path(folder, name).resolve() not in left_out)
                yield from _kept([Path(folder, name) for name in sorted(names)], left_out)
        else:
            yield from _kept([entry], left_out)


def _kept(paths: list[Path], left_out: set[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_symlink() or not path.is_file() or path.resolve() in left_out:
            continue
        if path.name.endswith(".tmp") or path.name.startswith(".secret-"):
            continue
        if any(
            path.name.endswith(end) and is_sqlite(path.with_name(path.name.removesuffix(end)))
            for end in _COMPANIONS
        ):
            continue
        yield path
