"""One value as each database holds it, and in one spelling for comparison.

Only what lies in the database counts, not what Django makes of it: nothing is validated or repaired. The
type is PostgreSQL's, because it is the stricter one. What Django writes into SQLite is told in
django/db/backends/sqlite3/operations.py (adapt_*field_value).
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

Convert = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _moment_text(value: Any) -> str:
    """UTC without zone, as Django writes it into SQLite."""
    return str(value.astimezone(UTC).replace(tzinfo=None)) if value.tzinfo else str(value)


def _microseconds(value: timedelta) -> int:
    return round(value / timedelta(microseconds=1))


def _json_text(value: Any) -> str:
    return json.dumps(value)


_TO_SQLITE: dict[str, Convert] = {
    "boolean": int,
    "timestamp with time zone": _moment_text,
    "date": date.isoformat,
    "time without time zone": time.isoformat,
    "jsonb": _json_text,
    "json": _json_text,
    "uuid": lambda value: value.hex,
    "numeric": str,
    "interval": _microseconds,
    "bytea": bytes,
    "inet": str,
}
_TO_POSTGRES: dict[str, Convert] = {
    "boolean": bool,
    "interval": lambda value: timedelta(microseconds=value),
    "numeric": str,
}


def to_sqlite(kind: str) -> Convert:
    """How a value of a PostgreSQL type is written into SQLite. Nulls are not passed to it."""
    return _TO_SQLITE.get(kind, _same)


def to_postgres(kind: str) -> Convert:
    """How SQLite's value is given to a column of a PostgreSQL type; the server reads texts by itself."""
    return _TO_POSTGRES.get(kind, _same)


def _plain_json(value: Any) -> str:
    loaded = json.loads(value) if isinstance(value, str) else value
    return json.dumps(loaded, sort_keys=True, separators=(",", ":"))


def _plain_moment(value: Any) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="microseconds")


def _plain_time(value: Any) -> str:
    found = time.fromisoformat(value) if isinstance(value, str) else value
    return found.isoformat(timespec="microseconds")


_PLAIN: dict[str, Convert] = {
    "boolean": lambda value: str(int(value)),
    "timestamp with time zone": _plain_moment,
    "date": lambda value: value if isinstance(value, str) else value.isoformat(),
    "time without time zone": _plain_time,
    "jsonb": _plain_json,
    "json": _plain_json,
    "uuid": lambda value: value.hex if isinstance(value, UUID) else str(value).replace("-", ""),
    "numeric": lambda value: format(Decimal(str(value)).normalize(), "f"),
    "interval": lambda value: str(_microseconds(value) if isinstance(value, timedelta) else value),
    "bytea": lambda value: bytes(value).hex(),
    "double precision": lambda value: repr(float(value)),
    "real": lambda value: repr(float(value)),
    "inet": lambda value: str(value).removesuffix("/32").removesuffix("/128"),
}


def plain(kind: str) -> Convert:
    """One spelling of a value, the same for both databases."""
    return _PLAIN.get(kind, str)
