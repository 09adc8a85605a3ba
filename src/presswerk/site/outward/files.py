"""The files of the folder: each is there as a whole or not at all."""

import contextlib
import gzip
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from presswerk.bake.store.codings import WORTH_BYTES

FIRST, LAST = ".br", ".gz"
SUFFIXES = (LAST, FIRST)
# Made once and read often, so more effort than a rendering for the store may take.
GZIP_LEVEL = 9
BROTLI_QUALITY = 9
_UNFINISHED = ".unfinished-"
_TEXTS = (".html", ".xml", ".json", ".css", ".js", ".txt", ".svg")


class Files:
    """Writes and removes below one folder. `durable` waits for the disk with each file."""

    def __init__(self, root: Path, *, durable: bool = False):
        self.root = root
        self.durable = durable

    def write(self, name: str, body: bytes) -> bool:
        """Put the file and its packed variants there; False when it was there with these bytes already."""
        path = self.root / name
        is_packed = name.endswith(_TEXTS) and len(body) > WORTH_BYTES
        if _has(path, body) and _is_whole(path, is_packed):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        variants = (_packed(body) if is_packed else {}) | {"": body}
        unfinished = {suffix: self._unfinished(path, data) for suffix, data in variants.items()}
        # Whoever is killed from here on leaves no LAST, so these bytes are never taken for whole.
        _remove(path.with_name(path.name + LAST))
        if not is_packed:
            _remove(path.with_name(path.name + FIRST))
        # The file itself after a packed one: whoever looks for a change looks at the file itself.
        for suffix in (FIRST, "", LAST):
            if suffix in unfinished:
                unfinished[suffix].replace(path.with_name(path.name + suffix))
        return True

    def remove(self, name: str) -> bool:
        """Take the file away, with its variants and the folders that it leaves empty; False without one."""
        path = self.root / name
        found = _remove(path)
        for suffix in SUFFIXES:
            _remove(path.with_name(path.name + suffix))
        for parent in path.parents:
            if parent == self.root or not parent.is_relative_to(self.root):
                break
            try:
                parent.rmdir()
            except OSError:
                break
        return found

    def link(self, name: str, source: Path) -> bool:
        """Let the file be the source's: a hard link, a copy on another disk. False when it is so already.

        Raises FileNotFoundError without a source.
        """
        path = self.root / name
        status = source.stat()
        with contextlib.suppress(OSError):
            there = path.stat()
            if os.path.samestat(there, status) or (
                (there.st_size, int(there.st_mtime)) == (status.st_size, int(status.st_mtime))
            ):
                return False
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{_UNFINISHED}{path.name}"[:200])
        _remove(unfinished)
        try:
            os.link(source, unfinished)
        except OSError:
            shutil.copy2(source, unfinished)
        unfinished.replace(path)
        return True

    def remove_unfinished(self) -> None:
        """Take away what was begun and not put into its place. Nobody may be writing here."""
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                if name.startswith(_UNFINISHED):
                    _remove(Path(folder, name))

    def names(self) -> Iterator[str]:
        """All files below the folder but packed variants and unfinished ones, which are removed."""
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                path = Path(folder, name)
                if name.startswith(_UNFINISHED):
                    _remove(path)
                elif not name.endswith(SUFFIXES) or not path.with_suffix("").exists():
                    yield path.relative_to(self.root).as_posix()

    def _unfinished(self, path: Path, data: bytes) -> Path:
        unfinished = path.with_name(f"{_UNFINISHED}{os.getpid()}-{len(data)}-{path.name}"[:250])
        with unfinished.open("wb") as file:
            file.write(data)
            if self.durable:
                file.flush()
                os.fsync(file.fileno())
        return unfinished


def _packed(body: bytes) -> dict[str, bytes]:
    import brotli

    return {
        LAST: gzip.compress(body, GZIP_LEVEL, mtime=0),
        FIRST: brotli.compress(body, quality=BROTLI_QUALITY),
    }


def _is_whole(path: Path, is_packed: bool) -> bool:
    """Whether the packed variants are those that were put there with the file."""
    return all(path.with_name(path.name + suffix).exists() == is_packed for suffix in SUFFIXES)


def _has(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except OSError:
        return False


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
