"""The real service in processes of its own, with the tests' small filter."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from presswerk.spam.service import Desk
from presswerk.spam.service.filters import open_filter
from presswerk.spam.service.server import ServiceOptions, run_server
from tests.cli.processes import PATIENCE_SECONDS, Talking, children_of, kill_all
from tests.servers import free_port
from tests.spam.service.judge import WordJudge

ROOT = Path(__file__).resolve().parents[3]
SECRET = "an installation's secret key, of some length"


@dataclass
class Response:
    """What a client sees."""

    status: int
    headers: dict[str, str]
    body: str


class Service(Talking):
    """The service on a free port; ``call`` speaks plain HTTP to it."""

    def __init__(self, folder: Path, **options: object):
        self.folder = folder
        self.port = free_port()
        words = [f"{name}={value}" for name, value in options.items()]
        super().__init__(
            [sys.executable, "-m", "tests.spam.service.serving", str(folder), str(self.port), *words],
            {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        )
        self._await_port()

    def call(self, path: str, fields: object = None, *, method: str = "POST", **headers: str) -> Response:
        """One call; fields are sent as a form, bytes and text as they are."""
        body = fields if isinstance(fields, bytes | str) or fields is None else urlencode(fields)  # type: ignore[arg-type]
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        with closing(
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        ) as connection:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Response(
                answer.status,
                {name.lower(): value for name, value in answer.getheaders()},
                answer.read().decode(),
            )

    def _await_port(self) -> None:
        self.hear("a process of the service starts")
        for _ in range(1000):  # it listens a moment after that
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=0.02)
        raise AssertionError(f"It does not listen; it said: {self.said}")

    def kill(self) -> None:
        """End all its processes as a power cut would, and come back when they are gone."""
        self.process.send_signal(signal.SIGSTOP)  # so that it starts no process anew meanwhile
        kill_all([*children_of(self.process.pid), self.process.pid])
        self.process.wait(PATIENCE_SECONDS)


@contextmanager
def serving(folder: Path, **options: object) -> Iterator[Service]:
    """The service until the block ends; no process is left."""
    service = Service(folder, **options)
    try:
        yield service
    finally:
        if service.process.poll() is None:
            service.end(signal.SIGTERM)


def desk(folder: Path, **options: int) -> Desk:
    """The service's state on the folder, for a test that looks behind the counter."""
    return Desk(folder, SECRET, WordJudge, **options)  # type: ignore[arg-type]


def new_key(folder: Path, site: str = "https://blog.example", **limits: int | str) -> str:
    """A new key of the service."""
    given = {"calls_per_minute": 0, "calls_per_month": 0, **limits}
    one = desk(folder)
    try:
        return one.keys.add(site, **given)[0]  # type: ignore[arg-type]
    finally:
        one.close()


def main() -> None:
    """What `Service` starts."""
    folder, port, *words = sys.argv[1:]
    options = {name: int(value) for name, value in (word.split("=") for word in words)}
    judge = open_filter if options.pop("real", 0) else WordJudge
    run_server(
        ServiceOptions(Path(folder), SECRET, port=int(port), open_judge=judge, **options),  # type: ignore[arg-type]
        lambda: print("a process of the service starts", flush=True),  # noqa: T201
    )


if __name__ == "__main__":
    main()
