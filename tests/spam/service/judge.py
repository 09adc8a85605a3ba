"""A small filter for tests: it knows some words, learns others, and forgets nothing that it was taught.

It keeps a journal as the real one does, shared by processes and synced, so that what is tested here is the
service and not the filter's taste.
"""

import fcntl
import json
import os
from datetime import datetime
from pathlib import Path

from presswerk.spam import Decision, Reason, Submission, Verdict

SPAM_WORDS = frozenset({"casino", "viagra", "gewinn", "loan"})
DEFECT = "which breaks the filter"
BLATANT_WORDS = frozenset({"blatant"})


class WordJudge:
    """Spam is what holds a spam word, or was taught as spam."""

    def __init__(self, folder: Path):
        self._path = folder / "journal.jsonl"
        self._path.touch()
        self._read_to = 0
        self._taught: dict[str, tuple[str | None, bool]] = {}

    def check(self, submission: Submission) -> Verdict:
        """Sure of what it was taught, fairly sure of words."""
        self._replay()
        if DEFECT in submission.text:
            raise ValueError(f"Nobody has thought of {submission.text!r}.")
        words = set(submission.text.lower().split())
        if submission.text in self._taught:
            _, is_spam = self._taught[submission.text]
            decision: Decision = "hold" if is_spam else "publish"
            return Verdict(0.99 if is_spam else 0.01, decision, (_reason("taught"),), "t1")
        if words & BLATANT_WORDS:
            return Verdict(0.999, "discard", (_reason("blatant"),), "t1")
        if words & SPAM_WORDS or submission.honeypot_filled:
            return Verdict(0.9, "hold", (_reason("word"),), "t1")
        return Verdict(0.1, "publish", (), "t1")

    def learn(self, submission: Submission, is_label: bool, actor: str, at: datetime) -> None:
        """Append it, synced."""
        self._append(
            {"id": submission.id, "text": submission.text, "label": is_label, "actor": actor, "at": str(at)}
        )

    def forget(self, submission_id: str) -> int:
        """Append that it is forgotten."""
        number = sum(row["id"] == submission_id and "label" in row for row in self.rows())
        self._append({"id": submission_id, "forgotten": True})
        return number

    def forget_author(self, author_email_hash: str) -> int:
        """It knows no authors."""
        return 0

    def close(self) -> None:
        """Nothing is open."""

    def rows(self) -> list[dict]:
        """All that the journal holds."""
        return [json.loads(line) for line in self._path.read_text().splitlines()]

    def _append(self, row: dict) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(json.dumps(row) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _replay(self) -> None:
        with self._path.open("rb") as file:
            file.seek(self._read_to)
            new = file.read()
        self._read_to += len(new)
        for line in new.splitlines():
            row = json.loads(line)
            if row.get("forgotten"):
                self._taught = {text: kept for text, kept in self._taught.items() if kept[0] != row["id"]}
            else:
                self._taught[row["text"]] = (row["id"], row["label"])


def _reason(code: str) -> Reason:
    return Reason(code, {"count": 1}, 1.0)
