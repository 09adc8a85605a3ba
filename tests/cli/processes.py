"""Real processes for tests: what they say, whether they are gone. Nothing sleeps; the kernel wakes it."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

PATIENCE_SECONDS = 60.0


class Talking:
    """A process whose standard output and error are read line by line."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str] | None = None):
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environ, process_group=0
        )
        assert self.process.stdout is not None
        self._output = self.process.stdout.fileno()
        self._unread = b""
        self.said: list[str] = []

    def line(self) -> str:
        """The next line that it says; fails when none comes."""
        while b"\n" not in self._unread:
            assert select.select([self._output], [], [], PATIENCE_SECONDS)[0], f"It said only: {self.said}"
            more = os.read(self._output, 4096)
            assert more, f"It ended after: {self.said} {self._unread!r}"
            self._unread += more
        line, _, self._unread = self._unread.partition(b"\n")
        self.said.append(line.decode())
        return self.said[-1]

    def line_with(self, part: str) -> str:
        """The next line that contains the part."""
        while part not in (line := self.line()):
            pass
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
        rest, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        self.said += (self._unread + rest).decode().splitlines()
        return self.process.returncode


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
