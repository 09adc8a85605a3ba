"""The database by one setting: SQLite in the data folder, or PostgreSQL by its address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# A second writer waits this long for the first; longer than any transaction of ours takes.
BUSY_TIMEOUT_SECONDS = 10

# FULL: what a commenter or editor was told is saved survives a power cut (SQLite, "PRAGMA synchronous").
# The cache and the map let a large archive's index pages be read without copying.
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-32768;"
    "PRAGMA mmap_size=268435456;"
)


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's DATABASES entry for a database URL; "" means SQLite in the data folder."""
    parts = urlsplit(url)
    if parts.scheme in ("", "sqlite"):
        name = unquote(parts.path.removeprefix("/")) if parts.path.strip("/") else ""
        return _sqlite(Path(name) if name else data / "presswerk.sqlite3")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _with_kept_statements(dict(parse_qsl(parts.query))),
    }


def _with_kept_statements(options: dict[str, Any]) -> dict[str, Any]:
    """`presswerk.newsroom.kept_statements` may prepare, unless the address says `prepare_threshold=none`."""
    threshold = options.pop("prepare_threshold", "1")
    return options | {"prepare_threshold": int(threshold) if threshold.isdigit() else None}


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": BUSY_TIMEOUT_SECONDS,
            # A transaction that first reads and then writes would otherwise fail at once when another wrote.
            "transaction_mode": "IMMEDIATE",
            "init_command": _SQLITE_PRAGMAS,
        },
    }
