"""A front and a backend as real processes, once for all tests of this folder."""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from select import select

import pytest

from presswerk.bake.front.plan import AccessLogPlan, Files, KnownParameters, Plan
from presswerk.bake.staff_marker import make_staff_marker, marker_key
from presswerk.bake.store import Address, Store, Strength, TagPurge
from tests.servers import free_port

from .client import Answer, ask

SECRET = "a secret of this test"
HOST = "paper.example"
ROOT = Path(__file__).parents[3]


class Newspaper:
    """The front, the backend and their world."""

    def __init__(self, world: Path):
        self.world = world
        self.socket = world / "django.sock"
        self.port = free_port()
        self.plan = Plan(
            hosts={HOST: HOST, "127.0.0.1": HOST},
            bakes=True,
            store=str(world / "bake"),
            store_megabytes=16,
            hot_megabytes=1,
            passed=("/admin/", "/echo/"),
            queries=(KnownParameters(r"/page/.*", ("b", "a")),),
            static=Files("/static/", str(world / "static")),
            media=Files(
                "/media/",
                str(world / "media"),
                ask=True,
                hidden=("originals/",),
                free=("free/",),
                immutable=True,
            ),
            marker_cookie="staff",
            marker_key=marker_key(SECRET),
            most_upload_bytes=4 * 1024 * 1024,
            cdn_cache_control="max-age=31536000",
            access_log=AccessLogPlan(str(world / "log"), ready=True, megabytes=100, days=2),
            secret_paths=("/echo/secret/",),
        )
        self.plan.save(world / "front.json")
        (world / "static").mkdir()
        (world / "media").mkdir()
        self.store = Store(world / "bake", 16, 1)
        self.store.apply([], b"0")
        self.backend: subprocess.Popen | None = None
        self.front: subprocess.Popen | None = None

    @property
    def environ(self) -> dict[str, str]:
        """For both processes."""
        path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
        return os.environ | {"BACKEND_WORLD": str(self.world), "PYTHONPATH": path}

    def start_backend(self) -> None:
        """Start what stands for Django."""
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--loop", "asyncio"]
        command += ["--uds", str(self.socket), "--blocking-threads", "6", "--log-level", "warning"]
        self.backend = subprocess.Popen(
            [*command, "tests.bake.front.backend:application"], env=self.environ, cwd=ROOT, process_group=0
        )
        wait_for(lambda: connects(socket.AF_UNIX, str(self.socket)))

    def kill_backend(self) -> None:
        """As if it had crashed, with all its children."""
        if self.backend:
            os.killpg(self.backend.pid, signal.SIGKILL)
            self.backend.wait()
            self.backend = None
        self.socket.unlink(missing_ok=True)

    def start_front(self) -> None:
        """Start the front."""
        command = [sys.executable, "-m", "presswerk.bake.front", "--plan", str(self.world / "front.json")]
        command += ["--socket", str(self.socket), "--port", str(self.port)]
        with (self.world / "front.log").open("ab") as log:
            self.front = subprocess.Popen(command, env=self.environ, stderr=log, process_group=0)
        wait_for(lambda: connects(socket.AF_INET, ("127.0.0.1", self.port)))

    def stop(self) -> None:
        """End both."""
        if self.front:
            self.front.terminate()
            assert self.front.wait(20) == 0
        self.kill_backend()

    def get(self, target: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """One request on a connection of its own; underscores in names of headers stand for hyphens."""
        self.store.caught_up()
        named = {"Host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(self.port, method, target, named, body)

    def write(self, name: str, text: str) -> None:
        """The text of /page/<name>, as the database has it."""
        (self.world / f"{name}.txt").write_text(text)

    def purge(self, name: str, strength: Strength = Strength.WAIT, seconds_ago: float = 0.0) -> None:
        """Say that it has changed."""
        self.store.apply([TagPurge(f"page:{name}", strength, time.time() - seconds_ago)], b"1")

    def renders(self, name: str) -> int:
        """How often the backend has rendered it."""
        path = self.world / "renders"
        return path.read_text().split("\n").count(name) if path.exists() else 0

    def key(self, name: str, query: str = "") -> bytes:
        """The key of /page/<name>."""
        return Address(HOST, f"/page/{name}", query).key

    def staff_cookie(self, seconds: int = 60) -> str:
        """A marker as a log-in sets it."""
        return f"other=1; staff={make_staff_marker(SECRET, int(time.time()) + seconds)}"

    def new_page(self, text: str = "old") -> str:
        """The name of a page that no other test knows."""
        name = f"p{random.randrange(10**9)}"
        self.write(name, text)
        return name


def connects(family: int, address: str | tuple[str, int]) -> bool:
    """Whether somebody listens there."""
    with closing(socket.socket(family)) as probe:
        try:
            probe.connect(address)
        except OSError:
            return False
    return True


def wait_for(condition, seconds: float = 60.0) -> None:
    """Return when it is true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It does not come true."
        select([], [], [], 0.01)


@pytest.fixture(scope="session")
def shared_paper() -> Iterator[Newspaper]:
    """The one that all tests share. The path is short: a UNIX socket's has 107 bytes at most."""
    with tempfile.TemporaryDirectory(prefix="pw-") as folder:
        newspaper = Newspaper(Path(folder))
        try:
            newspaper.start_backend()
            newspaper.start_front()
            yield newspaper
        finally:
            newspaper.stop()


@pytest.fixture
def paper(shared_paper: Newspaper) -> Newspaper:
    """The shared newspaper with a backend that runs."""
    if shared_paper.backend is None:
        shared_paper.start_backend()
    return shared_paper
