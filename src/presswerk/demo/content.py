"""The demo's content as it stands in TOML; nothing here knows Django. README.md documents the format."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CONTENT = FOLDER / "content"
PICTURES = FOLDER / "pictures"
FILES = FOLDER / "files"

Table = dict[str, Any]


class ContentError(ValueError):
    """A content file does not say what it should; the message names file and key."""


@dataclass(frozen=True)
class Article:
    """One article as written; dates are days before the set-up or offsets to an event."""

    id: str
    headline: str
    kind: str
    section: str
    body: tuple[Table, ...]
    authors: tuple[Table, ...] = ()
    kicker: str = ""
    short_headline: str = ""
    lead: str = ""
    further_sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    picture: str = ""
    caption: str = ""
    days_ago: int | None = None
    on: str = ""
    time: str = "12:00"
    updated: Table | None = None
    corrections: tuple[Table, ...] = ()
    label: str = ""
    language: str = "de"
    translation_of: str = ""
    canonical_source: str = ""
    comments_open: bool = True


@dataclass(frozen=True)
class Picture:
    """One picture: what it shows in words, and the file that shows it.

    ``source`` says where a photograph comes from; "" for what was drawn here, whose SVG lies beside the file.
    """

    id: str
    alt: str
    title: str
    file: str
    credit: str
    licence: str
    source: str = ""
    focal: tuple[int, int, int, int] | None = None

    @property
    def path(self) -> Path:
        return PICTURES / self.file


@dataclass(frozen=True)
class Content:
    """All of it, by id; sections, authors and topics in the order of their files."""

    paper: Table
    sections: dict[str, Table]
    authors: dict[str, Table]
    topics: dict[str, Table]
    pictures: dict[str, Picture]
    files: dict[str, Table]
    pages: dict[str, Table]
    menus: Table
    articles: dict[str, Article] = field(default_factory=dict)
    debates: dict[str, tuple[Table, ...]] = field(default_factory=dict)
    waiting: tuple[Table, ...] = ()


@cache
def read() -> Content:
    """Read everything. Raises ContentError for a file that is no TOML or has a key nobody knows."""
    return Content(
        paper=_toml(CONTENT / "paper.toml"),
        sections=_by("path", _toml(CONTENT / "sections.toml")["section"]),
        authors=_by("id", _toml(CONTENT / "authors.toml")["author"]),
        topics=_by("id", _toml(CONTENT / "topics.toml")["topic"]),
        pictures=_pictures(_toml(CONTENT / "pictures.toml")),
        files=_by("name", _toml(CONTENT / "files.toml")["file"]),
        pages=_by("id", _toml(CONTENT / "pages.toml")["page"]),
        menus=_toml(CONTENT / "menus.toml"),
        articles={path.stem: _article(path) for path in sorted((CONTENT / "articles").glob("*.toml"))},
        debates={
            path.stem: tuple(_toml(path)["comment"]) for path in sorted((CONTENT / "comments").glob("*.toml"))
        },
        waiting=tuple(_toml(CONTENT / "waiting.toml")["comment"]),
    )


def _toml(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name} is not valid TOML: {error}.") from error


def _by(key: str, rows: list[Table]) -> dict[str, Table]:
    return {row[key]: row for row in rows}


def _article(path: Path) -> Article:
    values: Any = {key: tuple(v) if isinstance(v, list) else v for key, v in _toml(path).items()}
    try:
        return Article(id=path.stem, **values)
    except TypeError as error:
        raise ContentError(f"articles/{path.name}: {error}.") from error


def _pictures(table: Table) -> dict[str, Picture]:
    """Credit and licence stand once at the top, for all that do not say otherwise."""
    found = {}
    for row in table["picture"]:
        focal = row.get("focal")
        found[row["id"]] = Picture(
            id=row["id"],
            alt=row["alt"],
            title=row.get("title", row["id"]),
            file=row.get("file", f"{row['id']}.webp"),
            credit=row.get("credit", table["credit"]),
            licence=row.get("licence", table["licence"]),
            source=row.get("source", ""),
            focal=tuple(focal) if focal else None,
        )
    return found
