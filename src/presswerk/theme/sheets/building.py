"""Making the style sheets of a theme."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from presswerk.theme.sheets.kinds import KINDS
from presswerk.theme.sheets.minify import minified
from presswerk.theme.themes.theme import Theme

# Where the sheets lie among the static files; the parts name fonts from here, as ../fonts/name.woff2.
FOLDER = Path("theme") / "css"
_STAMP = ".made-of"


def build(theme: Theme, out: Path) -> None:
    """Write the sheets to `out`/theme/css, unless they are there and of these very sources.

    May be called by several processes at once: each file is put in its place whole.
    """
    state = fingerprint(theme)
    stamp = out / _STAMP
    is_whole = stamp.is_file() and all((out / FOLDER / f"{kind}.css").is_file() for kind in KINDS)
    if is_whole and stamp.read_text(encoding="ascii") == state:
        return
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        _put(out / FOLDER / f"{kind}.css", sheet(theme, kind))
    _put(stamp, state)


def sheet(theme: Theme, kind: str) -> str:
    """The style sheet of a kind of page, made small."""
    return minified(source(theme, kind))


def source(theme: Theme, kind: str) -> str:
    """The same as people wrote it: our parts or the theme's in place of them, then what the theme adds."""
    return "\n".join(_pieces(theme, kind))


def _pieces(theme: Theme, kind: str) -> Iterator[str]:
    for part in KINDS[kind]:
        yield theme.part(part).read_text(encoding="utf-8")
    for file in theme.additions("tokens"):
        yield f"@layer tokens {{\n{file.read_text(encoding='utf-8')}}}"
    for name in ("all", kind):
        for file in theme.additions(name):
            yield f"@layer theme {{\n{file.read_text(encoding='utf-8')}}}"


def fingerprint(theme: Theme) -> str:
    """Changes with each file that a sheet is made of, and with each that comes or goes."""
    digest = hashlib.sha256()
    for file in sources(theme):
        status = file.stat()
        digest.update(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def sources(theme: Theme) -> list[Path]:
    """All files that the sheets of a theme are made of, and the program that makes them."""
    parts = {theme.part(part) for parts in KINDS.values() for part in parts}
    added = {file for name in ("tokens", "all", *KINDS) for file in theme.additions(name)}
    program = set(Path(__file__).parent.glob("*.py"))
    return sorted(parts | added | program)


def _put(file: Path, text: str) -> None:
    passing = file.with_name(f"{file.name}.{os.getpid()}")
    passing.write_text(text, encoding="utf-8")
    passing.replace(file)
