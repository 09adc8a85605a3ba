"""The filters of the service: one for each learner, opened when they are first needed."""

import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from presswerk.spam.submission import Submission
from presswerk.spam.verdict import Verdict

MOST_OPEN = 32  # each that has learned takes about 2 MB, and opening one again about 10 ms


class Judge(Protocol):
    """What the service asks of a filter; `presswerk.spam.Engine` is one. Threads may use it at once."""

    def check(self, submission: Submission) -> Verdict:
        """How likely it is spam, and why."""

    def learn(self, submission: Submission, is_label: bool, actor: str, at: datetime) -> None:
        """Keep a decision for good: it is on the disk when the call returns."""

    def forget(self, submission_id: str) -> int:
        """Take all decisions about it back; how many there were."""

    def forget_author(self, author_email_hash: str) -> int:
        """Take all decisions about an author's texts back; how many there were."""

    def close(self) -> None:
        """Give files back."""


@dataclass(slots=True)
class _Open:
    judge: Judge
    users: int = 0


class Learners:
    """One filter a folder below `root`. When more than `most_open` are open, those used longest ago close."""

    def __init__(self, root: Path, open_judge: Callable[[Path], Judge], most_open: int = MOST_OPEN):
        self._root = root
        self._open_judge = open_judge
        self._most_open = most_open
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def filter_of(self, learner: str) -> Iterator[Judge]:
        """The filter that judges by what this learner knows; it stays open for the block."""
        found = self._take(learner)
        try:
            yield found.judge
        finally:
            with self._lock:
                found.users -= 1

    def erase(self, learner: str) -> None:
        """Delete all that was learned; nobody may be using it any more."""
        with self._lock:
            found = self._open.pop(learner, None)
            if found is not None:
                found.judge.close()
            shutil.rmtree(self._root / learner, ignore_errors=True)

    def close(self) -> None:
        """Close every filter."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].judge.close()

    def _take(self, learner: str) -> _Open:
        with self._lock:
            found = self._open.get(learner)
            if found is None:
                folder = self._root / learner
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                found = self._open[learner] = _Open(self._open_judge(folder))
            self._open.move_to_end(learner)
            found.users += 1
            self._close_idle()
            return found

    def _close_idle(self) -> None:
        idle = [name for name, one in self._open.items() if not one.users]
        for name in idle[: max(0, len(self._open) - self._most_open)]:
            self._open.pop(name).judge.close()
