"""Limits and statistics: counts only, kept in the database, exact across processes."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from presswerk.spam.service.database import Database
from presswerk.spam.service.keys import Key

Outcome = Literal["spam", "ham", "missed_spam", "false_positives"]
MOST_SITES_PER_KEY = 200
ALL_OTHER_SITES = "(other)"
COLUMNS = ("spam", "ham", "missed_spam", "false_positives")


@dataclass(frozen=True, slots=True)
class Refused:
    """A limit is reached."""

    limit: Literal["minute", "month"]
    calls: int
    allowed: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What was answered, and what moderators said against it."""

    spam: int = 0
    ham: int = 0
    missed_spam: int = 0
    false_positives: int = 0

    @property
    def checks(self) -> int:
        """How many texts were judged."""
        return self.spam + self.ham

    @property
    def accuracy(self) -> float:
        """The share, in percent, of judgements that nobody has corrected; 100 before the first one."""
        if not self.checks:
            return 100.0
        return max(0.0, 100.0 * (1 - (self.missed_spam + self.false_positives) / self.checks))


# One statement, so that of two processes that come at the same moment only one gets the last call.
_ADMIT = """
UPDATE admission SET
    minute_calls = CASE WHEN minute = :minute THEN minute_calls ELSE 0 END + 1,
    minute = :minute,
    month_calls = CASE WHEN month = :month THEN month_calls ELSE 0 END + :judges,
    month = :month
WHERE key_id = :key
    AND (:per_minute = 0 OR minute <> :minute OR minute_calls < :per_minute)
    AND (:per_month = 0 OR :judges = 0 OR month <> :month OR month_calls < :per_month)
"""


class Counting:
    """The counts of one installation."""

    def __init__(self, database: Database):
        self._database = database

    def admit(self, key: Key, now: datetime, *, judges: bool) -> Refused | None:
        """Count a call against the key's limits; what refuses it, or None when it may go on.

        Only calls that judge a text count for the month: what a moderator teaches is never refused by it.
        """
        connection = self._database.connection
        values = {
            "key": key.id,
            "minute": int(now.timestamp()) // 60,
            "month": f"{now:%Y-%m}",
            "judges": int(judges),
            "per_minute": key.calls_per_minute,
            "per_month": key.calls_per_month,
        }
        if connection.execute(_ADMIT, values).rowcount:
            return None
        row = connection.execute("SELECT * FROM admission WHERE key_id = ?", (key.id,)).fetchone()
        if row["minute"] == values["minute"] and 0 < key.calls_per_minute <= row["minute_calls"]:
            return Refused("minute", row["minute_calls"], key.calls_per_minute)
        return Refused("month", row["month_calls"], key.calls_per_month)

    def judged_this_month(self, key: Key, now: datetime) -> int:
        """How many texts the key has had judged since the first of the month (UTC)."""
        row = self._database.connection.execute(
            "SELECT month_calls FROM admission WHERE key_id = ? AND month = ?", (key.id, f"{now:%Y-%m}")
        ).fetchone()
        return int(row["month_calls"]) if row else 0

    def count(self, key: Key, site: str, outcome: Outcome, now: datetime) -> None:
        """Add one to a month's statistics. ``site`` is the host that the client named."""
        statement = (
            f"INSERT INTO month_count (key_id, month, site, {outcome}) VALUES (:key, :month, :site, 1) "
            f"ON CONFLICT (key_id, month, site) DO UPDATE SET {outcome} = {outcome} + 1"
        )
        month = f"{now:%Y-%m}"
        shown = site if self._has_room_for(key, month, site) else ALL_OTHER_SITES
        self._database.connection.execute(statement, {"key": key.id, "month": month, "site": shown})

    def _has_room_for(self, key: Key, month: str, site: str) -> bool:
        # The site is what the client says: it must not be able to fill the disk with made-up ones.
        connection = self._database.connection
        where = "SELECT 1 FROM month_count WHERE key_id = ? AND month = ? AND site = ?"
        if connection.execute(where, (key.id, month, site)).fetchone():
            return True
        number = "SELECT count(*) FROM month_count WHERE key_id = ? AND month = ?"
        return int(connection.execute(number, (key.id, month)).fetchone()[0]) < MOST_SITES_PER_KEY

    def by_month(self, key: Key) -> Mapping[str, Counts]:
        """The key's counts by month (`2026-11`), the oldest first."""
        rows = self._database.connection.execute(
            f"SELECT month, {_sums()} FROM month_count WHERE key_id = ? GROUP BY month ORDER BY month",
            (key.id,),
        )
        return {row["month"]: _counts(row) for row in rows}

    def by_site(self, key: Key, month: str) -> Mapping[str, Counts]:
        """The key's counts of one month by site."""
        rows = self._database.connection.execute(
            f"SELECT site, {_sums()} FROM month_count WHERE key_id = ? AND month = ? GROUP BY site",
            (key.id, month),
        )
        return {row["site"]: _counts(row) for row in rows}


def total(counts: Mapping[str, Counts]) -> Counts:
    """All of them together."""
    return Counts(*(sum(getattr(count, name) for count in counts.values()) for name in COLUMNS))


def _sums() -> str:
    return ", ".join(f"sum({name}) AS {name}" for name in COLUMNS)


def _counts(row: sqlite3.Row) -> Counts:
    return Counts(*(int(row[name] or 0) for name in COLUMNS))
