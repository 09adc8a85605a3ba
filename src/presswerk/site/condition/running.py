"""Whether a newspaper runs on a data folder."""

import fcntl
import os
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
