"""The files of the design, gathered in the data folder with hashed names and compressed."""

import hashlib
from pathlib import Path


def gather_static_files() -> bool:
    """Bring them up to date; True when something was to do. Needs Django set up.

    The stamp is written last, so an interrupted gathering is done again; looking costs a ``stat`` a file.
    """
    from django.conf import settings
    from django.core.management import call_command

    state = _fingerprint()
    if are_gathered(state):
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    (Path(settings.STATIC_ROOT) / ".gathered").write_text(state, encoding="ascii")
    return True


def are_gathered(state: str = "") -> bool:
    """Whether they are those of the installed version. Needs Django set up."""
    from django.conf import settings

    stamp = Path(settings.STATIC_ROOT) / ".gathered"
    return stamp.exists() and stamp.read_text(encoding="ascii") == (state or _fingerprint())


def _fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(None), key=lambda found: str(found[0])):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
