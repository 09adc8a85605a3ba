"""Python and the data folder: what can be looked at without Django."""

import platform
import stat
import sys
from collections.abc import Iterator

from presswerk.cli.checks.finding import Finding, attention, well, wrong
from presswerk.cli.preflight import require_writable_folder
from presswerk.cli.refusal import Refusal
from presswerk.conf import Config, ConfigError, secret_key, secret_key_path
from presswerk.site.condition.disk import room_for


def python(config: Config) -> Iterator[Finding]:
    """The interpreter and its SQLite."""
    import sqlite3

    found = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    if sys.version_info < (3, 11):  # noqa: UP036
        yield wrong("Python", found, "Install Python 3.11 or newer.")
    elif sqlite3.sqlite_version_info < (3, 35):
        yield wrong("Python", found, "Use a Python that is built with SQLite 3.35 or newer.")
    else:
        yield well("Python", found)


def data_folder(config: Config) -> Iterator[Finding]:
    """The folder with all state, and the room on its disk."""
    if not config.data.is_dir():
        yield wrong(
            "Data folder", f"{config.data} is not there", "Type presswerk init, or name another with --data."
        )
        return
    try:
        require_writable_folder(config.data)
    except Refusal as refusal:
        yield wrong("Data folder", refusal.sentence, refusal.remedy)
    else:
        yield well("Data folder", str(config.data))
    room = room_for(config.data)
    free = f"{room.megabytes:,} MB"
    if room.is_gone:
        yield wrong("Free space", free, "Free some space: the database stops writing when none is left.")
    elif room.is_short:
        yield attention("Free space", free, "Free some space soon, or move the data folder.")
    else:
        yield well("Free space", free)


def secret(config: Config) -> Iterator[Finding]:
    """The key that signs sessions and links."""
    path = secret_key_path(config)
    if not path.exists():
        yield wrong(
            "Secret key", f"{path} is not there", "Type presswerk init, or restore the file from a backup."
        )
        return
    try:
        secret_key(config)
    except ConfigError as error:
        yield wrong("Secret key", str(error), "Restore the file from a backup.")
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        yield wrong("Secret key", f"others may read it (mode {mode:04o})", f"Type: chmod 600 {path}")
    else:
        yield well("Secret key", f"only its owner may read it (mode {mode:04o})")
