"""A newspaper in a data folder of its own, on which the real command works."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.newspapers import copy_of
from tests.servers import free_port

from .processes import Talking, children_of, kill_all

Presswerk = Callable[..., subprocess.CompletedProcess[str]]
Serving = Callable[..., "Newspaper"]


def command(*arguments: str) -> list[str]:
    """The installed command, as the Python that runs the tests has it."""
    return [sys.executable, "-m", "presswerk.cli", *arguments]


def environment(data: Path | None, **more: str) -> dict[str, str]:
    """The environment of a command: no setting from outside, one data folder."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("PRESSWERK_", "DJANGO_"))
    }
    return clean | ({"PRESSWERK_DATA": str(data)} if data else {}) | more


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of an empty newspaper, for this test alone."""
    return copy_of("founded", tmp_path / "paper")


@pytest.fixture
def presswerk(data: Path) -> Presswerk:
    """Runs the real command to its end on the test's own newspaper."""

    def run(*arguments: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments),
            env=environment(data, **environ),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """A newspaper with something of everything in it. No test changes it."""
    from .house import fill

    return fill(tmp_path_factory.mktemp("house") / "paper")


class Newspaper(Talking):
    """A newspaper that runs: web server and worker under the supervisor."""

    def __init__(self, data: Path, *arguments: str):
        self.port = free_port()
        super().__init__(command(*arguments, "--port", str(self.port)), environment(data))

    def wait_until_it_answers(self) -> "Newspaper":
        """Return when it has said that it is ready."""
        self.line_with(f"The newspaper is at http://127.0.0.1:{self.port}/")
        return self

    def program(self, name: str) -> int:
        """The process id of the web server ("serve") or the worker ("worker")."""
        for pid in children_of(self.process.pid):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            parent = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
            if name.encode() in words and parent == self.process.pid:
                return pid
        raise AssertionError(f"No {name} runs.")


@pytest.fixture
def serving(data: Path) -> Iterator[Serving]:
    """Starts the newspaper with all its processes; whatever the test does, none is left."""
    running: list[Newspaper] = []

    def start() -> Newspaper:
        running.append(Newspaper(data, "serve", "--worker"))
        return running[-1]

    yield start
    for one in running:
        own = [one.process.pid] if one.process.poll() is None else []
        kill_all([*children_of(one.process.pid), *own])
