"""Test databases: one migrated template, copied for every process and every newspaper under test."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection


def use_copy_of_template(data: Path) -> None:
    """Put the migrated template where Django's connection looks for its database, and open it."""
    file = data / "test.sqlite3"
    shutil.copyfile(template(), file)
    connection.close()
    settings.DATABASES["default"]["NAME"] = str(file)
    connection.settings_dict["NAME"] = str(file)


def template() -> Path:
    """The migrated, otherwise empty SQLite database; made once for each state of the migrations."""
    folder = Path(tempfile.gettempdir()) / f"presswerk-test-template-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"{_fingerprint()}.sqlite3"
    with _alone(folder / "lock"):
        if not file.exists():
            _make(file)
    return file


def _make(file: Path) -> None:
    half_done = file.with_suffix(".new")
    half_done.unlink(missing_ok=True)
    connection.close()
    connection.settings_dict["NAME"] = str(half_done)
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    half_done.rename(file)


def _fingerprint() -> str:
    """Changes with every migration file and every locked version."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for file in sorted([*root.glob("src/presswerk/*/migrations/*.py"), *root.glob("requirements/*.txt")]):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone(lock_file: Path) -> Iterator[None]:
    with lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
