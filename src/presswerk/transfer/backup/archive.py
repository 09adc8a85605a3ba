"""One file that holds everything: a tar archive that any tar unpacks, with its manifest at the very end.

The manifest is written last and found from the end, so a file that was torn anywhere has none and is no
backup. Memory stays the same however many files there are: their list is an archive member of its own.
"""

import hashlib
import json
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

from presswerk.transfer.backup.refused import NotABackup
from presswerk.transfer.backup.words import _

LIST = "files.jsonl"
MANIFEST = "manifest.json"
CHUNK = 1 << 20
# The manifest holds a line a table and a page and is some tens of kilobytes long.
TAIL = 8 << 20
_BLOCK = 512
_GZIP_WINDOW = 31  # zlib's number for "with a gzip header" (zlib manual, deflateInit2)
_END = bytes(2 * _BLOCK)


class Readable(Protocol):
    """What gives its contents part by part."""

    def read(self, size: int = ..., /) -> bytes:
        """The next part of at most so many bytes; b"" at the end."""
        ...


class Entry(NamedTuple):
    """One file: size and SHA-256 are those of its contents, which lie packed (gzip) or as they are."""

    name: str
    size: int
    sha256: str
    packed: bool
    mode: int

    def line(self) -> bytes:
        """Its line in the list."""
        return json.dumps(self, separators=(",", ":")).encode() + b"\n"


class Writer:
    """Writes an archive into a seekable file: any number of ``add``, then ``finish``."""

    def __init__(self, file: IO[bytes], told: Callable[[int], None] = lambda count: None) -> None:
        self.count = 0
        self.bytes = 0
        self._file = file
        self._told = told
        self._list = tempfile.TemporaryFile()  # noqa: SIM115 - finish() closes it
        self._digest = hashlib.sha256()

    def add(
        self, name: str, source: IO[bytes], *, mode: int = 0o644, mtime: int = 0, pack: bool = False
    ) -> Entry:
        """Copy a stream of any length. What grows meanwhile is taken as far as it is read."""
        entry = self._member(name + (".gz" if pack else ""), source, mode, mtime, pack)
        entry = entry._replace(name=name)
        self._list.write(entry.line())
        self._digest.update(entry.line())
        self.count += 1
        self.bytes += entry.size
        return entry

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the list and, after everything else, the manifest, which then also tells of the list."""
        files = {"count": self.count, "bytes": self.bytes, "sha256": self._digest.hexdigest()}
        self._list.seek(0)
        self._member(LIST, self._list, 0o644, 0, False)
        self._list.close()
        with tempfile.TemporaryFile() as text:
            text.write(json.dumps({**manifest, "files": files}, indent=1, sort_keys=True).encode())
            text.seek(0)
            self._member(MANIFEST, text, 0o644, 0, False)
        self._file.write(_END)

    def _member(self, name: str, source: IO[bytes], mode: int, mtime: int, pack: bool) -> Entry:
        begin = self._file.tell()
        self._file.write(_header(name, 0, mode, mtime))
        body = self._file.tell()
        packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP_WINDOW) if pack else None
        digest, size = hashlib.sha256(), 0
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            self._file.write(packer.compress(chunk) if packer else chunk)
            self._told(len(chunk))
        if packer:
            self._file.write(packer.flush())
        end = self._file.tell()
        self._file.write(bytes(-(end - body) % _BLOCK))
        after = self._file.tell()
        # Only now is the length known. The header keeps its own: GNU's numbers have room for any size.
        self._file.seek(begin)
        self._file.write(_header(name, end - body, mode, mtime))
        self._file.seek(after)
        return Entry(name, size, digest.hexdigest(), pack, mode)


def _header(name: str, size: int, mode: int, mtime: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, mode, mtime
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a whole archive. Raises NotABackup for any other file, or OSError."""
    with path.open("rb") as file:
        length = file.seek(0, 2)
        start = max(0, length - TAIL) // _BLOCK * _BLOCK
        file.seek(start)
        tail = file.read()
    if length % _BLOCK or not tail.endswith(_END):
        raise _torn(path)
    for position in range(len(tail) - _BLOCK, -1, -_BLOCK):
        block = tail[position : position + _BLOCK]
        if block.startswith(MANIFEST.encode() + b"\0") and block[257:262] == b"ustar":
            break
    else:
        raise _torn(path)
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        text = tail[position + _BLOCK : position + _BLOCK + info.size]
        if len(tail) != position + _BLOCK + info.size + -info.size % _BLOCK + len(_END):
            raise _torn(path)
        manifest = json.loads(text)
        files = manifest["files"]
        assert isinstance(files["count"], int)
        assert isinstance(files["sha256"], str)
    except (tarfile.TarError, ValueError, KeyError, TypeError, AssertionError) as error:
        raise _torn(path) from error
    return manifest


def _torn(path: Path) -> NotABackup:
    return NotABackup(
        _("{path} is no whole backup: its end is missing or it is something else.").format(path=path),
        _("Take another one; a backup that was interrupted cannot be used."),
    )


def contents(path: Path, manifest: dict[str, Any]) -> Iterator[tuple[str, int, Readable]]:
    """(name, mode, contents) of each file, in order. MUST be read to its end: then all was as it was written.

    Raises NotABackup when a file is not what the manifest says. Only plain files below the archive's root.
    """
    digest, count = hashlib.sha256(), 0
    try:
        with tarfile.open(path, "r:", encoding="utf-8", errors="surrogateescape") as tar:
            while (info := tar.next()) is not None and info.name != LIST:
                tar.members.clear()  # type: ignore[attr-defined]  # else it would remember every file
                reading = _reading(path, tar, info)
                yield info.name.removesuffix(".gz") if reading.packed else info.name, info.mode, reading
                while reading.read(CHUNK):
                    pass
                name = info.name.removesuffix(".gz") if reading.packed else info.name
                entry = Entry(name, reading.size, reading.digest.hexdigest(), reading.packed, info.mode)
                digest.update(entry.line())
                count += 1
    except (tarfile.TarError, zlib.error, EOFError, UnicodeError) as error:
        raise _damaged(path, "") from error
    if count != manifest["files"]["count"] or digest.hexdigest() != manifest["files"]["sha256"]:
        raise _damaged(path, "")


def _reading(path: Path, tar: tarfile.TarFile, info: tarfile.TarInfo) -> "_Reading":
    body = tar.extractfile(info) if info.isreg() else None
    if body is None or not info.name.startswith(("database/", "data/")) or ".." in Path(info.name).parts:
        raise _damaged(path, info.name)
    return _Reading(body, info.name.endswith(".gz") and _is_packed(info.name), path, info.name)


def _is_packed(name: str) -> bool:
    """Only the database is; a reader's upload may end in .gz by itself."""
    return name.startswith("database/")


def _damaged(path: Path, name: str) -> NotABackup:
    where = f" ({name})" if name else ""
    return NotABackup(
        _("{path} is damaged{where}: its contents are not what its manifest says.").format(
            path=path, where=where
        ),
        _("Take another backup, and have the disk looked at."),
    )


class _Reading:
    """Reads a member, unpacks it, and keeps size and hash of what came out."""

    def __init__(self, body: IO[bytes], packed: bool, path: Path, name: str) -> None:
        self.packed = packed
        self.size = 0
        self.digest = hashlib.sha256()
        self._body = body
        self._path, self._name = path, name
        self._unpacker = zlib.decompressobj(_GZIP_WINDOW) if packed else None

    def read(self, size: int = CHUNK, /) -> bytes:
        """The next part of at most so many bytes; b"" at the end."""
        try:
            data = self._next(size)
        except (tarfile.TarError, zlib.error, EOFError) as error:
            raise _damaged(self._path, self._name) from error
        self.digest.update(data)
        self.size += len(data)
        return data

    def _next(self, size: int) -> bytes:
        if self._unpacker is None:
            return self._body.read(size)
        while not self._unpacker.eof:
            raw = self._unpacker.unconsumed_tail or self._body.read(size)
            if not raw:
                raise EOFError("the packed part ends too early")
            if data := self._unpacker.decompress(raw, size):
                return data
        return b""
