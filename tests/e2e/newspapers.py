"""Newspapers that run: the real command on a free port, from a data folder that is made once and copied."""

import fcntl
import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.processes import Talking
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "presswerk.cli"]
PASSWORD = "ebbe-und-flut-am-krantor"


@dataclass
class Newspaper:
    """A newspaper that answers at `url`; its state is in `data`."""

    url: str
    data: Path
    process: Talking

    def run(self, *arguments: str, text: str = "") -> str:
        """Run a presswerk command on its data; what it printed."""
        return run(self.data, *arguments, text=text)

    def python(self, program: str) -> str:
        """Run a program in its Django; what it printed."""
        return python(self.data, program)

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """The answer to a plain request, redirects not followed."""
        host = self.url.removeprefix("http://")
        with closing(http.client.HTTPConnection(host, timeout=30)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.body = answer.read()  # type: ignore[attr-defined]
            return answer


def environment(data: Path) -> dict[str, str]:
    """The test's environment without the developer's settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PRESSWERK_")}
    return clean | {"PRESSWERK_DATA": str(data), "PYTHONUNBUFFERED": "1"}


def run(data: Path, *arguments: str, text: str = "") -> str:
    """Run a presswerk command to its end. Fails with what it said when it fails."""
    done = subprocess.run(
        [*COMMAND, *arguments], env=environment(data), input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def python(data: Path, program: str) -> str:
    """Run a program with Django set up on this data folder."""
    start = "import presswerk.cli.django_setup as start; start.set_up_django()\n"
    done = subprocess.run(
        [sys.executable, "-c", start + program],
        env=environment(data), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def copy_of(kind: str, to: Path) -> Path:
    """A data folder of this kind ("founded" or "demo"), copied from one that is made once a machine."""
    shutil.copytree(_template(kind), to, dirs_exist_ok=True)
    return to


def _template(kind: str) -> Path:
    folder = Path(tempfile.gettempdir()) / f"presswerk-test-template-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    template = folder / f"{kind}-{_fingerprint()}"
    with (folder / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            for old in folder.glob(f"{kind}-*"):
                shutil.rmtree(old)
            half_done = folder / f"new-{kind}"
            shutil.rmtree(half_done, ignore_errors=True)
            half_done.mkdir()
            _MAKERS[kind](half_done)
            half_done.rename(template)
    return template


def _found(data: Path) -> None:
    run(data, "init")


def _fill_demo(data: Path) -> None:
    # Every size of every picture would keep the machine busy for minutes; one of each shape is there.
    python(
        data,
        "from presswerk.cli.commands.demo import prepare; prepare(False)\n"
        "from django_tasks_db.models import DBTaskResult\n"
        "DBTaskResult.objects.filter(queue_name='slow').delete()",
    )


_MAKERS = {"founded": _found, "demo": _fill_demo}


def _fingerprint() -> str:
    """Changes with everything that ends up in a data folder: migrations, design, demo, libraries."""
    digest = hashlib.sha256()
    patterns = [
        "**/migrations/*.py",
        "**/static/**/*",
        "theme/**/*",
        "demo/**/*",
        "newsroom/models/*.py",
        "newsroom/*.py",
    ]
    files = [file for pattern in patterns for file in (ROOT / "src/presswerk").glob(pattern)]
    for file in sorted([*files, *ROOT.glob("requirements/*.txt")]):
        if file.is_file() and "__pycache__" not in file.parts:
            status = file.stat()
            digest.update(f"{file.relative_to(ROOT)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


@contextmanager
def serving(data: Path, works: bool = True, **settings: str) -> Iterator[Newspaper]:
    """The newspaper of a data folder, served by the real command until the block ends.

    One that does not work makes no pictures meanwhile, so that its pages stay as they are.
    `settings` are further ones for this process, such as `PRESSWERK_THEME="boulevard"`.
    """
    port = free_port()
    worker = ["--worker"] if works else []
    process = Talking([*COMMAND, "serve", *worker, "--port", str(port)], environment(data) | settings)
    try:
        process.line_with("newspaper is at")
        yield Newspaper(f"http://127.0.0.1:{port}", data, process)
    finally:
        process.end(signal.SIGINT)


def addresses_in(html: str) -> set[str]:
    """All addresses that a page names in href and src."""
    return set(re.findall(r'(?:href|src)="([^"]*)"', html))


def as_json(text: str) -> dict:
    """The last line that a program printed, as JSON."""
    return json.loads(text.strip().splitlines()[-1])
