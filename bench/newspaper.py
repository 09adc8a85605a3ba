"""A newspaper in a data folder of its own, for benches: its commands, its scripts, and `presswerk serve`."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from archive import ARTICLES, environment, grown  # noqa: E402

from tests.servers import free_port  # noqa: E402

HOST = "paper.example"
BAKE_MEGABYTES = 8_000


class Newspaper:
    """One machine's part of a newspaper: a data folder with a store, and its processes."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data = data
        self.port = free_port()
        self.environ = environment(data) | {
            "PRESSWERK_BAKE_MEGABYTES": str(BAKE_MEGABYTES),
            # One host for all nodes, because it stands in the address of every page.
            "PRESSWERK_BASE_URL": f"http://{HOST}",
            "PRESSWERK_LISTEN_PORT": str(self.port),
        }
        if database_url:
            self.environ["PRESSWERK_DATABASE_URL"] = database_url

    def make(self, articles: int, folder: Path) -> None:
        """Found it and import so many grown articles, where nothing is there yet."""
        if self.data.exists():
            return
        if not ARTICLES.exists():
            sys.exit(f"{ARTICLES} is not there; this measures with real articles.")
        self.presswerk("init")
        self.run("archive_loading.py", str(grown(articles, folder)), "--only-load")

    def run(self, script: str, *arguments: str) -> Any:
        """Run a script of this folder in the newspaper; what it printed last, as JSON."""
        done = subprocess.run(self._script(script, *arguments), env=self.environ, stdout=subprocess.PIPE,
                              text=True, check=True)  # fmt: skip
        return json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def running(self, script: str, *arguments: str) -> Iterator[subprocess.Popen]:
        """A script of this folder in the newspaper, until the block ends."""
        process = subprocess.Popen(self._script(script, *arguments), env=self.environ)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def _script(self, script: str, *arguments: str) -> list[str]:
        return [sys.executable, str(ROOT / "bench" / script), *arguments]

    def presswerk(self, *arguments: str) -> None:
        """Run a command of the newspaper."""
        command = [sys.executable, "-m", "presswerk.cli", *arguments]
        subprocess.run(command, env=self.environ, check=True, stdout=subprocess.DEVNULL)

    @contextmanager
    def serving(self, *more: str) -> Iterator[subprocess.Popen]:
        """`presswerk serve`, from when it answers."""
        command = [sys.executable, "-m", "presswerk.cli", "serve", *more]
        process = subprocess.Popen(command, env=self.environ, stderr=subprocess.DEVNULL)
        try:
            self._await(process)
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def _await(self, process: subprocess.Popen) -> None:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5):
                    return
            except (OSError, urllib.error.HTTPError):
                if process.poll() is not None:
                    sys.exit("presswerk serve ended.")
                time.sleep(0.1)
        sys.exit("presswerk serve does not answer.")
