"""Making a backup while the newspaper runs; needs Django set up.

The database comes first and the files after it: a picture uploaded meanwhile is one too many in the archive,
which harms nobody. One deleted meanwhile is told, and its row says so when the newspaper is put back.
"""

import fcntl
import os
import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from presswerk import __version__, conf
from presswerk.transfer.backup import archive, contents, counting, pages
from presswerk.transfer.backup.databases import postgresql, sqlite
from presswerk.transfer.backup.refused import Refused
from presswerk.transfer.backup.words import _

FORMAT = 1
SQLITE_MEMBER = f"database/{contents.DATABASE}"
POSTGRES_MEMBER = "database/presswerk.dump"
# Left for those who go on writing meanwhile.
SPARE_BYTES = 100_000_000
MOST_VANISHED_TOLD = 100
UNFINISHED = ".presswerk-unfinished"
COPIES = ".presswerk-copies"

Told = Callable[[str, int, int], None]
"""Gets (what is being done, bytes done, bytes in all)."""


@dataclass(frozen=True)
class Taken:
    """A backup that is on the disk."""

    path: Path
    bytes: int
    files: int
    rows: int
    vanished: list[str]
    pages: int
    interrupted: list[str]
    bucket: str
    """Where uploaded files lie that are not in it; "" where all are."""


def take(
    target: Path, render: pages.Render, software: str, told: Told = lambda step, done, total: None
) -> Taken:
    """Write the backup; it is there as a whole or not at all (file mode 0600: it holds the secret key).

    ``render`` gives a page's body from the database that Django's connection names, and ``software`` changes
    when pages may come out otherwise. Raises Refused, OSError, or the database's errors.
    """
    from django.db import connection

    config = conf.current()
    target = target.absolute()
    if target.exists():
        raise Refused(
            _("{path} is there already.").format(path=target),
            _("Choose another name; nothing is overwritten."),
        )
    unfinished = target.with_name(f".{target.name}{UNFINISHED}")
    within = [target.parent] if target.parent != config.data else []
    if config.backup_folder:
        within.append(Path(config.backup_folder))
    total = _require_space(config, target.parent, within)
    interrupted = sweep(target.parent)
    with _exclusive(unfinished) as file, _copies(target) as copies:
        progress = _Progress(told, total)
        writer = archive.Writer(file, progress.add)
        facts = (_postgres if connection.vendor == "postgresql" else _sqlite)(
            copies, writer, progress, render
        )
        vanished = _add_files(config.data, writer, within, copies, progress)
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "versions": _versions(),
            "software": software,
            "settings": _settings_of_environment(config),
            "data_mode": config.data.stat().st_mode & 0o777,
            "vanished": vanished[:MOST_VANISHED_TOLD],
            "bucket": bucket_of(config),
            **facts,
        }
        writer.finish(manifest)
        file.flush()
        os.fsync(file.fileno())
        _name(unfinished, target)
    _sync_folder(target.parent)
    return Taken(
        target,
        target.stat().st_size,
        writer.count,
        sum(facts["tables"].values()),
        vanished,
        len(facts["pages"]),
        interrupted,
        bucket_of(config),
    )


def bucket_of(config: conf.Config) -> str:
    """The bucket and folder that uploaded files lie in, without its key; "" where they lie on this disk."""
    parts = urlsplit(config.media_url)
    return f"{parts.hostname}{parts.path.rstrip('/')}" if config.media_url else ""


class _Progress:
    def __init__(self, told: Told, total: int) -> None:
        self.step = ""
        self._told, self._total, self._done = told, total, 0

    def add(self, count: int) -> None:
        self._done += count
        self._told(self.step, min(self._done, self._total), self._total)

    def begin(self, step: str) -> None:
        self.step = step
        self.add(0)


@contextmanager
def _exclusive(unfinished: Path) -> Iterator[IO[bytes]]:
    """The file to write into, of nobody else. Raises Refused where another process writes it."""
    handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "r+b") as file:
        if not _lock(handle):
            raise Refused(
                _("A backup into {path} is under way already.").format(path=unfinished),
                _("Wait for it, or choose another name."),
            )
        try:
            yield file
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _copies(target: Path) -> Iterator[Path]:
    """A folder for the copies that SQLite makes, beside the backup: there is the room."""
    folder = target.with_name(f".{target.name}{COPIES}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> list[str]:
    """Remove what interrupted backups have left in a folder; their names. What is being written stays."""
    found = []
    for unfinished in sorted(folder.glob(f".*{UNFINISHED}")):
        with unfinished.open("rb") as file:
            if not _lock(file.fileno()):
                continue
            name = unfinished.name.removeprefix(".").removesuffix(UNFINISHED)
            shutil.rmtree(folder / f".{name}{COPIES}", ignore_errors=True)
            unfinished.unlink(missing_ok=True)
            found.append(name)
    return found


def _name(unfinished: Path, target: Path) -> None:
    """Give it its name, in one step."""
    try:
        os.link(unfinished, target)  # unlike a renaming it never replaces what has come there meanwhile
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links, such as a memory stick's
        unfinished.rename(target)
    else:
        unfinished.unlink()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# The database -----------------------------------------------------------------------------------
def _sqlite(
    copies: Path, writer: archive.Writer, progress: _Progress, render: pages.Render
) -> dict[str, Any]:
    """Add the database; what it holds at the moment of the copy."""
    from django.db import connection

    copied = copies / contents.DATABASE
    progress.begin(_("Copying the database"))
    sqlite.copy(Path(connection.settings_dict["NAME"]), copied, progress.add)
    progress.begin(_("Packing the database"))
    with copied.open("rb") as file:
        writer.add(SQLITE_MEMBER, file, mode=0o600, mtime=_now(), pack=True)
    progress.begin(_("Rendering pages for comparison"))
    with _looking_at(copied) as looked_at:
        # Rendering may write (a picture's sizes are asked for): into the copy, which goes.
        facts = _facts(looked_at, render)
    copied.unlink()
    return facts


@contextmanager
def _looking_at(file: Path) -> Iterator[Any]:
    """Let this thread's Django see another SQLite file."""
    from django.db import connections

    own = connections["default"]
    other = type(own)({**own.settings_dict, "NAME": str(file)}, "default")
    connections["default"] = other
    try:
        yield other
    finally:
        other.close()
        connections["default"] = own


def _postgres(
    copies: Path, writer: archive.Writer, progress: _Progress, render: pages.Render
) -> dict[str, Any]:
    """Add the database; what it holds, told in the very snapshot that pg_dump copies."""
    from django.db import connection, transaction

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        progress.begin(_("Copying the database"))
        with postgresql.dump(url_of(connection), snapshot) as stream:
            writer.add(POSTGRES_MEMBER, stream, mode=0o600, mtime=_now())
        progress.begin(_("Rendering pages for comparison"))
        facts = _facts(connection, render)
        transaction.set_rollback(True)  # what rendering may have written
        return facts


def url_of(connection: Any) -> str:
    """The address of Django's PostgreSQL connection, with its password."""
    from urllib.parse import quote, urlencode

    settings = connection.settings_dict
    user = quote(settings["USER"], safe="")
    if settings["PASSWORD"]:
        user += ":" + quote(settings["PASSWORD"], safe="")
    host = settings["HOST"] + (f":{settings['PORT']}" if settings["PORT"] else "")
    options = {key: value for key, value in settings["OPTIONS"].items() if isinstance(value, str)}
    place = f"{user}@{host}" if user else host
    query = f"?{urlencode(options)}" if options else ""
    return f"postgresql://{place}/{quote(str(settings['NAME']))}{query}"


def _facts(connection: Any, render: pages.Render) -> dict[str, Any]:
    from django.db.migrations.recorder import MigrationRecorder

    applied = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
    return {
        "database": {"kind": connection.vendor, "version": _database_version(connection)},
        "migrations": applied,
        "tables": counting.tables(connection),
        "objects": counting.objects(connection),
        # One that cannot be rendered now says nothing about the copy.
        "pages": {path: found for path, found in pages.rendered(render).items() if pages.is_hash(found)},
    }


def _database_version(connection: Any) -> str:
    if connection.vendor == "sqlite":
        return sqlite3.sqlite_version
    return ".".join(map(str, connection.get_database_version()))


# The files --------------------------------------------------------------------------------------
def _add_files(
    data: Path, writer: archive.Writer, without: list[Path], copies: Path, progress: _Progress
) -> list[str]:
    """Add the data folder's files; the names of those that vanished meanwhile."""
    progress.begin(_("Copying files"))
    vanished = []
    for path in contents.files_of(data, without):
        name = f"data/{path.relative_to(data)}"
        try:
            if contents.is_sqlite(path):
                _add_sqlite(writer, path, name, copies)
                continue
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                writer.add(name, file, mode=status.st_mode & 0o777, mtime=int(status.st_mtime))
        except FileNotFoundError:
            vanished.append(name)
    return vanished


def _add_sqlite(writer: archive.Writer, path: Path, name: str, copies: Path) -> None:
    copied = copies / path.name
    sqlite.copy(path, copied)
    with copied.open("rb") as file:
        writer.add(name, file, mode=path.stat().st_mode & 0o777, mtime=_now())
    copied.unlink()


def _now() -> int:
    return int(datetime.now(UTC).timestamp())


# Space and facts --------------------------------------------------------------------------------
def _require_space(config: conf.Config, folder: Path, without: list[Path]) -> int:
    """Bytes that will be read. Raises Refused where they would not find room."""
    from django.db import connection

    if not folder.is_dir():
        raise Refused(
            _("The folder {path} is not there.").format(path=folder), _("Make it, or choose another one.")
        )
    files = 0
    for path in contents.files_of(config.data, without):
        with suppress(FileNotFoundError):
            files += path.stat().st_size
    if connection.vendor == "sqlite":
        of_database = sqlite.size_of(Path(connection.settings_dict["NAME"]))
        needed, read = files + 2 * of_database, files + 2 * of_database
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            of_database = cursor.fetchone()[0]
        needed = read = files + of_database
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise Refused(
            _("{path} has {free} MB free, and the backup may need {needed} MB.").format(
                path=folder, free=free // 1_000_000, needed=(needed + SPARE_BYTES) // 1_000_000
            ),
            _("Free some space there, or write the backup to another disk."),
        )
    return read


def _versions() -> dict[str, str]:
    return {
        "presswerk": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in ("django", "wagtail")},
    }


def _settings_of_environment(config: conf.Config) -> dict[str, str]:
    """What stands in no file: without it the newspaper would come back otherwise. No secrets."""
    return {
        setting.variable: os.environ[setting.variable]
        for setting in conf.declared()
        if setting.in_file
        and not setting.secret
        and config.origin(setting.name) == "environment"
        and setting.variable in os.environ
    }
