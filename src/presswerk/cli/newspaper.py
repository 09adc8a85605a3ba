"""A whole newspaper on one machine: web server and worker under one supervisor."""

import http.client
import sys
from collections.abc import Callable
from contextlib import closing

from presswerk.cli.addresses import local_address
from presswerk.cli.supervisor import Program, Supervisor


def run_newspaper(host: str, port: int, on_ready: Callable[[], None] | None = None) -> int:
    """Run until Ctrl-C; the exit code. The caller holds ``running_lock``."""
    presswerk = [sys.executable, "-m", "presswerk.cli"]
    programs = [
        Program("The web server", [*presswerk, "serve", "--host", host, "--port", str(port)]),
        Program("The worker", [*presswerk, "worker"]),
    ]
    return Supervisor(
        programs,
        say=_say,
        is_ready=lambda: answers(host, port),
        on_ready=on_ready or (lambda: _say(f"The newspaper is at {local_address(host, port)}/")),
    ).run()


def answers(host: str, port: int) -> bool:
    """Whether a web server answers there and reaches its database."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    with closing(http.client.HTTPConnection(host, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/health/")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
    return True


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
