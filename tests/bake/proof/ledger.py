"""One line for each seed that was run, so that a run can be stopped and go on, and counted up at its end."""

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """What one seed came to. `failure` is empty when nothing was wrong."""

    kind: str
    seed: int
    sequences: int = 0
    edits: int = 0
    compared: int = 0
    rendered: int = 0
    kills: int = 0
    seconds: float = 0.0
    failure: str = ""
    date: str = field(default_factory=lambda: time.strftime("%Y-%m-%d"))


class Ledger:
    """A file of lines; without a file nothing is kept."""

    def __init__(self, path: Path | None, kind: str = "") -> None:
        self._path = path
        self._kind = kind

    @classmethod
    def of_this_run(cls) -> "Ledger":
        """The one that TESTS_LEDGER names, with the kind that TESTS_LEDGER_KIND names."""
        name = os.environ.get("TESTS_LEDGER")
        return cls(Path(name) if name else None, os.environ.get("TESTS_LEDGER_KIND", ""))

    def write(self, line: Line) -> None:
        """Add a line."""
        if self._path is None:
            return
        with self._path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(json.dumps(asdict(line)) + "\n")

    def lines(self) -> list[Line]:
        """All lines so far."""
        if self._path is None or not self._path.exists():
            return []
        return [Line(**json.loads(line)) for line in self._path.read_text().splitlines()]

    def is_done(self, seed: int) -> bool:
        """Whether this seed was run to its end, with a failure or without."""
        return any(line.seed == seed and line.kind.startswith(self._kind) for line in self.lines())
