"""Test databases: one migrated template, copied for every process and every newspaper under test.

On SQLite the template is a file; with PRESSWERK_TEST_DATABASE=postgres it is a database of a server that
this run starts, and the copies are made with CREATE DATABASE … TEMPLATE.
"""

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
    if connection.vendor == "postgresql":
        _use_postgres_copy()
    else:
        _use_sqlite_copy(data)


def _use_postgres_copy() -> None:
    import psycopg

    connection.close()
    settings_dict = connection.settings_dict
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    where = f"host={settings_dict['HOST']} port={settings_dict['PORT']} user={settings_dict['USER']}"
    folder = Path(tempfile.gettempdir())
    with (
        _alone(folder / f"presswerk-postgres-template-{settings_dict['PORT']}.lock"),
        psycopg.connect(f"{where} dbname=postgres", autocommit=True) as server,
    ):
        made = server.execute("SELECT 1 FROM pg_database WHERE datname = 'template_paper'").fetchone()
        if made is None:
            server.execute("CREATE DATABASE template_paper")
            _point_at("template_paper")
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
        server.execute(f"DROP DATABASE IF EXISTS test_{worker} WITH (FORCE)")
        server.execute(f"CREATE DATABASE test_{worker} TEMPLATE template_paper")
    _point_at(f"test_{worker}")


def _point_at(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _use_sqlite_copy(data: Path) -> None:
    file = data / "test.sqlite3"
    connection.close()
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(template(), file)
    _point_at(str(file))


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
    """Changes with every migration file, every locked version, and what makes the bake's triggers."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    triggers = [
        root / "src/presswerk" / name
        for name in (
            "bake/triggers.py",
            "newsroom/tracked.py",
            "syndication/apps.py",
            "comments/tracked.py",
            "comments/law/tracked.py",
        )
    ]
    for file in sorted(
        [*root.glob("src/presswerk/**/migrations/*.py"), *root.glob("requirements/*.txt"), *triggers]
    ):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone(lock_file: Path) -> Iterator[None]:
    with lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
