"""The sample project as processes: a data folder with a migrated database, and workers in it."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.cli.processes import Talking, children_of, kill_all

ROOT = Path(__file__).resolve().parents[3]
WORKER = """
import django, signal, threading
django.setup()
from presswerk.jobs import worker
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
worker.run(stop)
"""


class SampleProject:
    """Runs Python and workers in its folder, and asks its database."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._workers: list[Talking] = []

    @property
    def environ(self) -> dict[str, str]:
        """The environment of the processes."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "tests.jobs.sample.settings",
            "PRESSWERK_DATA": str(self.folder),
        }

    def python(self, code: str) -> None:
        """Run a piece of Python in the project."""
        code = f"import django; django.setup()\nfrom tests.jobs.sample import work\n{code}"
        subprocess.run([sys.executable, "-c", code], env=self.environ, check=True, timeout=60)

    def start_worker(self) -> Talking:
        """Start a worker and listen to it."""
        worker = Talking([sys.executable, "-c", WORKER], self.environ)
        self._workers.append(worker)
        return worker

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database says."""
        connection = sqlite3.connect(self.folder / "sample.sqlite3")
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def end(self) -> None:
        """Leave nothing behind."""
        for worker in self._workers:
            kill_all([*children_of(worker.process.pid), worker.process.pid])
            worker.process.wait()
