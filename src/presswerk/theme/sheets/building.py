"""Making the style sheets and scripts of a theme."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from presswerk.theme.sheets.kinds import KINDS, SCRIPTS
from presswerk.theme.sheets.layers import merged
from presswerk.theme.sheets.minify import minified, without_comments
from presswerk.theme.themes.theme import Theme

# Where the sheets lie among the static files; the parts name fonts from here, as ../fonts/name.woff2.
FOLDER = Path("theme") / "css"
SCRIPTS_FOLDER = Path("theme") / "js"
_OUR_SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
_STAMP = ".made-of"


def build(theme: Theme, out: Path) -> None:
    """Write sheets and scripts to `out`/theme, unless they are there and of these very sources.

    May be called by several processes at once: each file is put in its place whole.
    """
    state = fingerprint(theme)
    stamp = out / _STAMP
    sheets = {out / FOLDER / f"{kind}.css": kind for kind in KINDS}
    scripts = {out / SCRIPTS_FOLDER / f"{kind}.js": kind for kind in SCRIPTS}
    is_whole = stamp.is_file() and all(file.is_file() for file in (*sheets, *scripts))
    if is_whole and stamp.read_text(encoding="ascii") == state:
        return
    for file, kind in sheets.items():
        _put(file, sheet(theme, kind))
    for file, kind in scripts.items():
        _put(file, script(theme, kind))
    _put(stamp, state)


def sheet(theme: Theme, kind: str) -> str:
    """The style sheet of a kind of page, made small."""
    return minified(source(theme, kind))


def source(theme: Theme, kind: str) -> str:
    """The same as people wrote it: our parts or the theme's in place of them, then what the theme adds."""
    return "\n".join(merged(_pieces(theme, kind)))


def _pieces(theme: Theme, kind: str) -> Iterator[str]:
    for part in KINDS[kind]:
        yield theme.part(part).read_text(encoding="utf-8")
    for file in theme.additions("tokens"):
        yield f"@layer tokens {{\n{file.read_text(encoding='utf-8')}}}"
    for name in ("all", kind):
        for file in theme.additions(name):
            yield f"@layer theme {{\n{file.read_text(encoding='utf-8')}}}"


def script(theme: Theme, kind: str) -> str:
    """The script of a kind of page: each part in a block of its own, without indents and lines of comment."""
    parts = (theme.script(name) or _OUR_SCRIPTS / f"{name}.js" for name in SCRIPTS[kind])
    return "".join(f"{{\n{without_comments(part.read_text(encoding='utf-8'))}}}\n" for part in parts)


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
    named = {theme.script(name) for names in SCRIPTS.values() for name in names}
    scripts = {script for script in named if script is not None}
    ours = set(_OUR_SCRIPTS.glob("*.js"))
    added = {file for name in ("tokens", "all", *KINDS) for file in theme.additions(name)}
    program = set(Path(__file__).parent.glob("*.py"))
    return sorted(parts | scripts | ours | added | program)


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    passing = file.with_name(f"{file.name}.{os.getpid()}")
    passing.write_text(text, encoding="utf-8")
    passing.replace(file)
