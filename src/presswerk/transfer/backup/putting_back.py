"""Putting a backup back into an empty place, and looking at one by doing so.

All is made ready beside the place and then moved there in one step; until then nothing in it looks like a
newspaper. Nothing here needs Django: what does runs in a process of its own, ``Settle``.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from presswerk import conf
from presswerk.transfer.backup import archive, contents, pages
from presswerk.transfer.backup.databases import postgresql
from presswerk.transfer.backup.interrupted import WITHIN
from presswerk.transfer.backup.refused import Refused
from presswerk.transfer.backup.taking import FORMAT, POSTGRES_MEMBER, SPARE_BYTES, SQLITE_MEMBER, Told
from presswerk.transfer.backup.words import _

# May lie in a place that counts as empty.
NOTHING = {"lost+found", "running.lock", WITHIN}


@dataclass(frozen=True)
class Settled:
    """What the process that looked at the newspaper found. ``before`` are rows by table as unpacked."""

    before: dict[str, int]
    objects: dict[str, int]
    migrated: list[str]
    rules: list[str]
    software: str
    pages: dict[str, str] = field(default_factory=dict)


Settle = Callable[[Mapping[str, str], list[str]], Settled]
"""Gets (environment, paths of pages to render); brings the newspaper there up to date. Raises Refused."""


@dataclass(frozen=True)
class PutBack:
    """A newspaper that is in its place."""

    data: Path
    manifest: dict[str, Any]
    settled: Settled


def restore(file: Path, data: Path, settle: Settle, told: Told = lambda step, done, total: None) -> PutBack:
    """Put the backup back; the place is untouched until all is there. Raises Refused.

    Safe to repeat after an interruption.
    """
    manifest = _manifest(file)
    data = data.resolve()  # a link to another disk stays one
    _require_empty(data)
    within = _must_stay(data)
    beside = data / WITHIN if within else data.with_name(f".{data.name}{WITHIN}")
    with _own_folder(beside, manifest) as folder:
        _unpack(file, manifest, folder, told)
        config = conf.load(data_dir=folder)
        url = _target_database(config, manifest)
        outside = _outside(config, folder) if not url else None
        with ExitStack() as marks:
            if url:
                postgresql.require_empty(url)
                postgresql.mark_unfinished(url)
                _restore_postgres(url, folder)
                marks.callback(postgresql.mark_finished, url)
            settled = settle(_environment(folder, url), [])
            _compare_rows(file, manifest, settled)
            folder.chmod(manifest["data_mode"])
            os.sync()
            _move(folder, data, within, outside)
    return PutBack(data, manifest, settled)


def _manifest(file: Path) -> dict[str, Any]:
    try:
        manifest = archive.read_manifest(file)
    except FileNotFoundError:
        raise Refused(
            _("There is no file {path}.").format(path=file),
            _("Name a backup that presswerk backup has made."),
        ) from None
    if manifest.get("format", 0) > FORMAT:
        raise Refused(
            _("{path} was made by Presswerk {version}, which is newer than this one.").format(
                path=file, version=manifest.get("versions", {}).get("presswerk", "?")
            ),
            _("Install that version or a later one."),
        )
    return manifest


def _require_empty(data: Path) -> None:
    if not data.exists():
        return
    if not data.is_dir():
        raise Refused(
            _("{path} is a file and no folder.").format(path=data), _("Choose another folder with --data.")
        )
    others = sorted({entry.name for entry in data.iterdir()} - NOTHING)
    if others and (data / WITHIN).exists():
        raise Refused(
            _("A restore into {path} was interrupted, and what is there is not whole.").format(path=data),
            _("Delete everything in that folder, then restore again."),
        )
    if others:
        raise Refused(
            _("The data folder {path} is not empty: it holds {name}.").format(path=data, name=others[0]),
            _("Move it aside first (mv {path} {path}.old), or choose another folder with --data.").format(
                path=data
            ),
        )


def _must_stay(data: Path) -> bool:
    """Whether the folder itself cannot be replaced: a disk of its own, or in a folder that is not ours."""
    return data.exists() and (os.path.ismount(data) or not os.access(data.parent, os.W_OK))


@contextmanager
def _own_folder(folder: Path, manifest: dict[str, Any]) -> Iterator[Path]:
    """An empty folder of nobody else, gone at the end if it is still there. What a dead restore left goes."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder.parent).free
    needed = manifest["files"]["bytes"] + SPARE_BYTES
    if free < needed:
        raise Refused(
            _("{path} has {free} MB free, and the newspaper needs {needed} MB.").format(
                path=folder.parent, free=free // 1_000_000, needed=needed // 1_000_000
            ),
            _("Free some space there, or choose another folder with --data."),
        )
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                _("A restore into {path} is under way already.").format(path=folder),
                _("Wait for it, or choose another folder with --data."),
            ) from None
        _clear(folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _unpack(file: Path, manifest: dict[str, Any], folder: Path, told: Told) -> None:
    """All files of the archive, each compared with its hash. Raises NotABackup for one that is otherwise."""
    done, total = 0, manifest["files"]["bytes"]
    for name, mode, body in archive.contents(file, manifest):
        path = _place_of(name, folder)
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target:
            for chunk in _chunks(body):
                target.write(chunk)
                done += len(chunk)
                told(_("Unpacking"), min(done, total), total)
            os.fchmod(target.fileno(), mode & 0o777)


def _chunks(body: archive.Readable) -> Iterator[bytes]:
    while chunk := body.read(archive.CHUNK):
        yield chunk


def _place_of(name: str, folder: Path) -> Path:
    if name == SQLITE_MEMBER:
        return folder / contents.DATABASE
    if name == POSTGRES_MEMBER:
        return folder / ".dump"
    return folder / name.removeprefix("data/")


# The database -----------------------------------------------------------------------------------
def _target_database(config: conf.Config, manifest: dict[str, Any]) -> str:
    """The PostgreSQL database to restore into; "" for SQLite. Raises Refused where the kinds differ."""
    to_postgres = config.database_url.startswith("postgres")
    of_postgres = manifest["database"]["kind"] == "postgresql"
    if of_postgres and not to_postgres:
        raise Refused(
            _("The backup holds a PostgreSQL database, and no PostgreSQL database is set."),
            _("Name an empty one: PRESSWERK_DATABASE_URL=postgres://user:password@host/name."),
        )
    if to_postgres and not of_postgres:
        raise Refused(
            _("The backup holds an SQLite database, and PRESSWERK_DATABASE_URL names PostgreSQL."),
            _("Restore it without that setting, then move it with presswerk db copy."),
        )
    return config.database_url if of_postgres else ""


def _restore_postgres(url: str, folder: Path) -> None:
    dump = folder / ".dump"
    postgresql.restore(url, dump)
    dump.unlink()


def _environment(folder: Path, url: str) -> dict[str, str]:
    """Of the process that settles the newspaper while it lies in another folder."""
    database = url or f"sqlite:///{folder / contents.DATABASE}"
    return {**os.environ, "PRESSWERK_DATA": str(folder), "PRESSWERK_DATABASE_URL": database}


_OF_PLACE = ("PRESSWERK_DATA", "PRESSWERK_DATABASE_URL")


def _is_setting(name: str) -> bool:
    return name.startswith("PRESSWERK_")


def _outside(config: conf.Config, folder: Path) -> Path | None:
    """Where a setting keeps SQLite outside of the data folder. Raises Refused if something is there."""
    from urllib.parse import unquote, urlsplit

    name = unquote(urlsplit(config.database_url).path.removeprefix("/")) if config.database_url else ""
    if not name or Path(name).is_relative_to(folder):
        return None
    if Path(name).exists():
        raise Refused(
            _("There is a database already: {path}.").format(path=name),
            _("Move it aside first, or set PRESSWERK_DATABASE_URL otherwise."),
        )
    return Path(name)


def _compare_rows(file: Path, manifest: dict[str, Any], settled: Settled) -> None:
    differences = row_differences(manifest, settled)
    if differences:
        raise Refused(
            _("{path} did not come back whole: {what}.").format(path=file, what="; ".join(differences[:3])),
            _("Nothing was changed. Restore another backup."),
        )


def row_differences(manifest: dict[str, Any], settled: Settled) -> list[str]:
    """Tables that hold other numbers of rows, indexes and triggers than when the backup was made."""
    found = []
    for what in (("tables", "before"), ("objects", "objects")):
        wanted, there = manifest[what[0]], getattr(settled, what[1])
        found += [
            f"{name}: {there.get(name, 0)} ≠ {wanted.get(name, 0)}"
            for name in sorted({*wanted, *there})
            if wanted.get(name, 0) != there.get(name, 0)
        ]
    return found


def _move(folder: Path, data: Path, within: bool, outside: Path | None) -> None:
    for companion in ("-wal", "-shm"):
        (folder / (contents.DATABASE + companion)).unlink(missing_ok=True)
    if outside is not None:
        half = outside.with_name(f".{outside.name}{WITHIN}")
        shutil.copyfile(folder / contents.DATABASE, half)
        half.rename(outside)
        (folder / contents.DATABASE).unlink()
    if not within:
        (data / "running.lock").unlink(missing_ok=True)
        if data.exists() and any(data.iterdir()):
            (data / "lost+found").rmdir()
        folder.rename(data)
        return
    # The database last: without it, and with our folder there, no command takes it for a newspaper.
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name == contents.DATABASE):
        entry.rename(data / entry.name)
    folder.rmdir()


# Looking at a backup ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Verified:
    """What a backup is worth."""

    manifest: dict[str, Any]
    settled: Settled
    differences: list[str]
    pages_compared: int
    pages_differing: list[str]
    same_software: bool

    @property
    def is_good(self) -> bool:
        """Whether everything came back as it was."""
        return not self.differences and not self.pages_differing


def verify(
    file: Path,
    settle: Settle,
    *,
    server: str = "",
    folder: Path | None = None,
    told: Told = lambda step, done, total: None,
) -> Verified:
    """Put the backup back into a temporary place, compare rows and pages, and leave nothing.

    ``server`` is the address of a PostgreSQL database on whose server a temporary one may be made. Raises
    Refused, and NotABackup for a damaged file.
    """
    manifest = _manifest(file)
    with ExitStack() as stack:
        base = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="presswerk-verify-", dir=folder)))
        place = stack.enter_context(_own_folder(base / "paper", manifest))
        _unpack(file, manifest, place, told)
        url = ""
        if manifest["database"]["kind"] == "postgresql":
            if not server:
                raise Refused(
                    _("The backup holds a PostgreSQL database, and no PostgreSQL server is set."),
                    _("Set PRESSWERK_DATABASE_URL; a temporary database is made on its server."),
                )
            url = stack.enter_context(postgresql.temporary_database(server))
            _restore_postgres(url, place)
        told(_("Rendering pages for comparison"), 0, 0)
        # The settings of the backup's time and not of this moment: pages are rendered by them.
        plain = {name: value for name, value in _environment(place, url).items() if not _is_setting(name)}
        here = {name: value for name, value in _environment(place, url).items() if name in _OF_PLACE}
        settled = settle(plain | manifest["settings"] | here, list(manifest["pages"]))
    same = settled.software == manifest["software"]
    wanted = manifest["pages"]
    # Another version may render otherwise by design; then it counts that a page comes at all.
    differing = [
        path
        for path, found in settled.pages.items()
        if (found != wanted[path] if same else not pages.is_hash(found))
    ]
    return Verified(
        manifest, settled, row_differences(manifest, settled), len(settled.pages), differing, same
    )
