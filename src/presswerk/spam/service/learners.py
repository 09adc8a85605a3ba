"""The filters of the service: one for each learner, opened when they are first needed."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from presswerk.spam.submission import Submission
from presswerk.spam.verdict import Verdict

MOST_OPEN = 64


class Judge(Protocol):
    """What the service asks of a filter; `presswerk.spam.Engine` is one."""

    def check(self, submission: Submission) -> Verdict:
        """How likely it is spam, and why."""

    def learn(self, submission: Submission, is_label: bool, actor: str, at: datetime) -> None:
        """Keep a decision for good: it is on the disk when the call returns."""

    def forget(self, submission_id: str) -> None:
        """Take all decisions about it back."""


class Learners:
    """One filter a folder below `root`; those used longest ago are closed when there are too many.

    Each filter is used by one thread at a time.
    """

    def __init__(self, root: Path, open_judge: Callable[[Path], Judge], most_open: int = MOST_OPEN):
        self._root = root
        self._open_judge = open_judge
        self._most_open = most_open
        self._open: OrderedDict[str, tuple[Judge, threading.Lock]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, learner: str, submission: Submission) -> Verdict:
        """Judge by what this learner knows."""
        judge, lock = self._get(learner)
        with lock:
            return judge.check(submission)

    def learn(self, learner: str, submission: Submission, *, is_spam: bool, actor: str, at: datetime) -> None:
        """Teach this learner; the decision is on the disk when this returns."""
        judge, lock = self._get(learner)
        with lock:
            judge.learn(submission, is_spam, actor, at)

    def forget(self, learner: str, submission_id: str) -> None:
        """Let this learner forget a text."""
        judge, lock = self._get(learner)
        with lock:
            judge.forget(submission_id)

    def close(self) -> None:
        """Close every filter."""
        with self._lock:
            while self._open:
                self._close_oldest()

    def _get(self, learner: str) -> tuple[Judge, threading.Lock]:
        with self._lock:
            found = self._open.get(learner)
            if found is None:
                folder = self._root / learner
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                found = self._open[learner] = (self._open_judge(folder), threading.Lock())
                while len(self._open) > self._most_open:
                    self._close_oldest()
            self._open.move_to_end(learner)
            return found

    def _close_oldest(self) -> None:
        _, (judge, lock) = self._open.popitem(last=False)
        close = getattr(judge, "close", None)
        if close is not None:
            with lock:
                close()
