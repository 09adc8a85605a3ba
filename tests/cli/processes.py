"""Real processes for tests: what they say, whether they are gone. Nothing sleeps; the kernel wakes it."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread

PATIENCE_SECONDS = float(os.environ.get("TESTS_PATIENCE_SECONDS", "300"))


class Talking:
    """A process whose standard output and error are read line by line, as it speaks."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str] | None = None):
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environ, process_group=0, text=True
        )
        self.said: list[str] = []
        self._lines: Queue[str | None] = Queue()
        # Read all the time: a process whose words nobody takes stops in the middle of one.
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def line(self) -> str:
        """The next line that it says; fails when none comes."""
        try:
            line = self._lines.get(timeout=PATIENCE_SECONDS)
        except Empty:
            raise AssertionError(f"It said only: {self.said}") from None
        assert line is not None, f"It ended after: {self.said}"
        self.said.append(line)
        return line

    def line_with(self, part: str) -> str:
        """The next line that contains the part; a program that goes on with other words is not waited for."""
        until = time.monotonic() + PATIENCE_SECONDS
        while part not in (line := self.line()):
            assert time.monotonic() < until, f"it never said {part!r}, but {self.said[-20:]}"
        return line

    def hear(self, part: str) -> None:
        """Return when it has said a line that contains the part, now or before."""
        if not any(part in line for line in self.said):
            self.line_with(part)

    def end(self, number: int) -> int:
        """Send a signal, read what else it says, and return its exit code."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        """Read until it has ended; its exit code."""
        code = self.process.wait(PATIENCE_SECONDS)
        self._reader.join(PATIENCE_SECONDS)
        while not self._lines.empty():
            if (line := self._lines.get()) is not None:
                self.said.append(line)
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)


def is_gone(pid: int) -> bool:
    """Wait until the process has ended; False when it does not."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], PATIENCE_SECONDS)[0])
    finally:
        os.close(handle)


def children_of(pid: int) -> list[int]:
    """All processes below it, deep."""
    found = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += [int(child) for child in file.read().split()]
    return found + [deeper for child in found for deeper in children_of(child)]


def kill_all(pids: Sequence[int]) -> None:
    """Leave nothing behind, whatever the test has shown."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def python(code: str, *arguments: str) -> list[str]:
    """A command that runs the code."""
    return [sys.executable, "-c", code, *arguments]
