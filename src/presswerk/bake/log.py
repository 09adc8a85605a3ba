"""Reading the purge log: what has been committed and not been applied here.

A position in the log is the node's own, and lies in its store. On SQLite, where one transaction writes
at a time, it is a number of the log. On PostgreSQL numbers are drawn in another order than transactions
end, so there it is a horizon: the oldest transaction that was still running when the log was last read
(PostgreSQL 15, "System Information Functions", pg_snapshot_xmin). Whatever older ones wrote had been read;
what younger ones wrote and was read is remembered by number until the horizon has passed it.
"""

import json
import secrets
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection

from presswerk.bake.changing import KEEP
from presswerk.bake.store import TagPurge
from presswerk.bake.store.purges import EVERYTHING, Strength

# More than so many at once are applied as one purge of everything, which costs the same at any number.
MOST_AT_ONCE = 5_000
# A position says when the log was last read; in quiet times it is written down anew so often.
REFRESH_SECONDS = 3600.0


class Pending(NamedTuple):
    """Purges to apply and the position after them. `moved` tells that there is something to write down."""

    purges: list[TagPurge]
    position: bytes
    moved: bool


def pending(position: bytes | None, now: float | None = None, software: str = "") -> Pending:
    """What was committed after a position; None begins at the end of the log, for a store without pages.

    A position in another log, one that this log has not reached, and one older than the log remembers
    mean that anything may have changed: then it is one hard purge of everything. A position that another
    version of the software left is one purge of everything, since pages may come out otherwise.
    One statement, so that all of it is of one moment.
    """
    now = time.time() if now is None else now
    token = _token()
    known = _parsed(position)
    if position is None:
        return Pending([], _written(_end(token, now, software)), True)
    if known is None or known["log"] != token or now - known["at"] > KEEP.total_seconds() or _is_ahead(known):
        return Pending([TagPurge(EVERYTHING, Strength.HARD)], _written(_end(token, now, software)), True)
    if known["by"] != software:
        found = pending(position, now, known["by"])
        moved = _written(json.loads(found.position) | {"by": software})
        return Pending([*found.purges, TagPurge(EVERYTHING)], moved, True)
    return _after_horizon(known, now) if connection.vendor == "postgresql" else _after_number(known, now)


def renew_identity() -> None:
    """Make every position that anybody holds meaningless: after a restore, all stores begin anew."""
    from presswerk.bake.models import LogIdentity

    LogIdentity.objects.all().delete()
    LogIdentity.objects.create(token=secrets.token_hex(16))


def _token() -> str:
    from presswerk.bake.models import LogIdentity

    found = LogIdentity.objects.order_by("pk").values_list("token", flat=True).first()
    if found is None:
        renew_identity()
        return _token()
    return found


def _parsed(position: bytes | None) -> dict[str, Any] | None:
    if position is None:
        return None
    try:
        found = json.loads(position)
    except ValueError:
        return None
    kind = "horizon" if connection.vendor == "postgresql" else "number"
    return found if isinstance(found, dict) and {"log", "at", "by", kind} <= found.keys() else None


def _written(position: dict[str, Any]) -> bytes:
    return json.dumps(position, separators=(",", ":")).encode()


# SQLite -----------------------------------------------------------------------------------------
def _after_number(known: dict[str, Any], now: float) -> Pending:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, tag, strength, (julianday(at) - 2440587.5) * 86400.0 FROM bake_purge"
            " WHERE sequence > %s ORDER BY sequence",
            [known["number"]],
        )
        rows = cursor.fetchall()
    moved = bool(rows) or now - known["at"] > REFRESH_SECONDS
    position = known | {"at": now, "number": rows[-1][0] if rows else known["number"]}
    return Pending(_purges(row[1:] for row in rows), _written(position), moved)


# PostgreSQL -------------------------------------------------------------------------------------
_SINCE = """
SELECT pg_snapshot_xmin(now.snapshot)::text::bigint, purge.sequence, purge.tag, purge.strength,
       extract(epoch FROM purge.at)::float, purge.transaction
  FROM (SELECT pg_current_snapshot() AS snapshot) AS now
  LEFT JOIN bake_purge AS purge ON purge.transaction >= %s AND purge.sequence <> ALL (%s)
 ORDER BY purge.sequence
"""


def _after_horizon(known: dict[str, Any], now: float) -> Pending:
    seen: dict[int, int] = {int(number): by for number, by in known["seen"].items()}
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [known["horizon"], list(seen)])
        rows = cursor.fetchall()
    horizon = rows[0][0]
    new = [row for row in rows if row[1] is not None]
    seen |= {number: transaction for _xmin, number, _tag, _strength, _at, transaction in new}
    still = {str(number): by for number, by in seen.items() if by >= horizon}
    position = known | {"at": now, "horizon": horizon, "seen": still}
    moved = bool(new) or still != known["seen"] or now - known["at"] > REFRESH_SECONDS
    return Pending(_purges(row[2:5] for row in new), _written(position), moved)


def _is_ahead(known: dict[str, Any]) -> bool:
    """Whether the position lies beyond this log's end, as after an older state was put back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT %s > pg_snapshot_xmax(pg_current_snapshot())::text::bigint", [known["horizon"]]
            )
        else:
            cursor.execute(
                "SELECT %s > COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'bake_purge'), 0)",
                [known["number"]],
            )
        return bool(cursor.fetchone()[0])


def _end(token: str, now: float, software: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_SINCE, [_oldest_running(cursor), []])
            rows = cursor.fetchall()
            seen = {str(row[1]): row[5] for row in rows if row[1] is not None and row[5] >= rows[0][0]}
            return {"log": token, "by": software, "at": now, "horizon": rows[0][0], "seen": seen}
        cursor.execute("SELECT COALESCE(max(sequence), 0) FROM bake_purge")
        return {"log": token, "by": software, "at": now, "number": cursor.fetchone()[0]}


def _oldest_running(cursor: Any) -> int:
    cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return cursor.fetchone()[0]


def _purges(rows: Iterable[tuple[str, str, float]]) -> list[TagPurge]:
    """One purge a tag and strength; very many become one of everything beside the hard ones."""
    first: dict[tuple[str, str], float] = {}
    for tag, strength, at in rows:
        first.setdefault((tag, strength), at)
    purges = [TagPurge(tag, Strength(strength), at) for (tag, strength), at in first.items()]
    if len(purges) <= MOST_AT_ONCE:
        return purges
    everything = TagPurge(EVERYTHING, Strength.WAIT, min(first.values()))
    return [*(purge for purge in purges if purge.strength is Strength.HARD), everything]
