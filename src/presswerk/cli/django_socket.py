"""Where the front reaches Django."""

import hashlib
import os
import tempfile
from pathlib import Path

# sockaddr_un holds 108 bytes on Linux and 104 elsewhere, a closing zero among them.
LONGEST_BYTES = 103


def django_socket(data: Path) -> Path:
    """The UNIX socket of this newspaper, in a folder that nobody else can enter.

    It lies in the data folder, or where that has too long a name in the folder for temporary files.
    Raises OSError when the folder cannot be made or belongs to somebody else.
    """
    path = data / "run" / "django.sock"
    if len(os.fsencode(path)) > LONGEST_BYTES:
        name = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
        path = Path(tempfile.gettempdir()) / f"presswerk-{os.getuid()}-{name}" / "django.sock"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.parent.stat().st_uid != os.getuid():
        raise PermissionError(f"{path.parent} belongs to somebody else.")
    path.parent.chmod(0o700)
    return path
