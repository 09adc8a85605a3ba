"""Texts that were judged, for as long as the operator wants: by default none, for no moment.

They stand in a file of their own, which is deleted when nothing is to be kept. What is expired is overwritten
(``secure_delete``), not only marked as free.
"""

import json
import sqlite3
import threading
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path

from presswerk.spam.service.database import BUSY_SECONDS
from presswerk.spam.submission import Submission

SWEEP_SECONDS = 3600
SCHEMA = """
CREATE TABLE IF NOT EXISTS text (
    learner TEXT NOT NULL,
    id TEXT NOT NULL,
    submission TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (learner, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS text_by_expiry ON text (expires_at);
"""


class KeptTexts:
    """Submissions by learner and number. With ``days`` 0 it keeps nothing and finds nothing."""

    def __init__(self, path: Path, days: int):
        self._path = path
        self._kept_for = timedelta(days=days)
        self._own = threading.local()
        self._next_sweep = 0.0
        if not days:
            for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
                with suppress(FileNotFoundError):
                    name.unlink()

    def keep(self, learner: str, submission: Submission, now: datetime) -> None:
        """Keep one, if any are kept; and delete what is expired, once an hour."""
        if not self._kept_for:
            return
        self.sweep(now)
        self._connection().execute(
            "INSERT OR REPLACE INTO text VALUES (?, ?, ?, ?)",
            (learner, submission.id, _written(submission), int((now + self._kept_for).timestamp())),
        )

    def find(self, learner: str, submission_id: str, now: datetime) -> Submission | None:
        """The one of that number, if it is still kept."""
        if not self._kept_for:
            return None
        row = (
            self._connection()
            .execute(
                "SELECT submission FROM text WHERE learner = ? AND id = ? AND expires_at > ?",
                (learner, submission_id, int(now.timestamp())),
            )
            .fetchone()
        )
        return _read(row[0]) if row else None

    def forget(self, learner: str, submission_id: str) -> None:
        """Delete one at once."""
        self._delete("learner = ? AND id = ?", learner, submission_id)

    def forget_author(self, learner: str, author_email_hash: str) -> None:
        """Delete all of an author at once."""
        author = "json_extract(submission, '$.author_email_hash') = ?"
        self._delete(f"learner = ? AND {author}", learner, author_email_hash)

    def erase(self, learner: str) -> None:
        """Delete all of a learner at once."""
        self._delete("learner = ?", learner)

    def sweep(self, now: datetime) -> None:
        """Delete what is expired, unless that was done within the hour."""
        if now.timestamp() >= self._next_sweep:
            self._next_sweep = now.timestamp() + SWEEP_SECONDS
            self._delete("expires_at <= ?", int(now.timestamp()))

    def _delete(self, condition: str, *values: str | int) -> None:
        if self._kept_for:
            self._connection().execute(f"DELETE FROM text WHERE {condition}", values)
            # What is deleted would stand in the write-ahead log until that is overwritten.
            self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path.touch(mode=0o600)
            found = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
            found.execute("PRAGMA journal_mode=WAL")
            found.execute("PRAGMA synchronous=NORMAL")
            found.execute("PRAGMA secure_delete=ON")
            found.executescript(SCHEMA)
            self._own.connection = found
        return found


def _written(submission: Submission) -> str:
    return json.dumps(asdict(submission), default=str)  # ASCII, so that lone surrogates do no harm


def _read(written: str) -> Submission:
    fields = json.loads(written)
    submission = Submission(**fields)
    terms, at = fields["article_terms"], fields["submitted_at"]
    return replace(
        submission,
        article_terms=None if terms is None else tuple(terms),
        submitted_at=None if at is None else datetime.fromisoformat(at),
    )
