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
    known = _parsed(position)
    if position is None:
        return Pending([], _written(_end(now, software)), True)
    on_postgres = connection.vendor == "postgresql"
    look = None if known is None else (_after_horizon if on_postgres else _after_number)(known, now)
    if known is None or look is None or now - known["at"] > KEEP.total_seconds():
        return Pending([TagPurge(EVERYTHING, Strength.HARD)], _written(_end(now, software)), True)
    if known["by"] != software:
        moved = _written(json.loads(look.position) | {"by": software})
        return Pending([*look.purges, TagPurge(EVERYTHING)], moved, True)
    return look


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


# The identity, the end of the log, and what is new, in as many rows as there are new purges, or one.
# SQLite -----------------------------------------------------------------------------------------
_AFTER_NUMBER = """
SELECT (SELECT token FROM bake_logidentity ORDER BY id LIMIT 1),
       COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'bake_purge'), 0),
       purge.sequence, purge.tag, purge.strength, (julianday(purge.at) - 2440587.5) * 86400.0
  FROM (SELECT 1) LEFT JOIN bake_purge AS purge ON purge.sequence > %s
 ORDER BY purge.sequence
"""


def _after_number(known: dict[str, Any], now: float) -> Pending | None:
    """None when the position is of another log or beyond the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER_NUMBER, [known["number"]])
        rows = cursor.fetchall()
    token, last = rows[0][:2]
    if known["log"] != token or known["number"] > last:
        return None
    new = [row[2:] for row in rows if row[2] is not None]
    moved = bool(new) or now - known["at"] > REFRESH_SECONDS
    position = known | {"at": now, "number": new[-1][0] if new else known["number"]}
    return Pending(_purges(row[1:] for row in new), _written(position), moved)


# PostgreSQL -------------------------------------------------------------------------------------
_SINCE = """
SELECT (SELECT token FROM bake_logidentity ORDER BY id LIMIT 1),
       pg_snapshot_xmin(now.snapshot)::text::bigint, pg_snapshot_xmax(now.snapshot)::text::bigint,
       purge.sequence, purge.tag, purge.strength, extract(epoch FROM purge.at)::float, purge.transaction
  FROM (SELECT pg_current_snapshot() AS snapshot) AS now
  LEFT JOIN bake_purge AS purge ON purge.transaction >= %s AND purge.sequence <> ALL (%s)
 ORDER BY purge.sequence
"""


def _after_horizon(known: dict[str, Any], now: float) -> Pending | None:
    """None when the position is of another log or beyond the end of this one, as after a restore."""
    seen: dict[int, int] = {int(number): by for number, by in known["seen"].items()}
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [known["horizon"], list(seen)])
        rows = cursor.fetchall()
    token, horizon, end = rows[0][:3]
    if known["log"] != token or known["horizon"] > end:
        return None
    new = [row[3:] for row in rows if row[3] is not None]
    seen |= {number: transaction for number, _tag, _strength, _at, transaction in new}
    still = {str(number): by for number, by in seen.items() if by >= horizon}
    position = known | {"at": now, "horizon": horizon, "seen": still}
    moved = bool(new) or still != known["seen"] or now - known["at"] > REFRESH_SECONDS
    return Pending(_purges(row[1:4] for row in new), _written(position), moved)


def _end(now: float, software: str) -> dict[str, Any]:
    token = _token()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_SINCE, [_oldest_running(cursor), []])
            rows = cursor.fetchall()
            horizon = rows[0][1]
            seen = {str(row[3]): row[7] for row in rows if row[3] is not None and row[7] >= horizon}
            return {"log": token, "by": software, "at": now, "horizon": horizon, "seen": seen}
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
