"""A whole newspaper on one machine: front, web server and worker under one supervisor."""

import http.client
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from presswerk import conf
from presswerk.cli.addresses import local_address
from presswerk.cli.django_socket import django_socket
from presswerk.cli.front_plan import plan_of, plan_path
from presswerk.cli.supervisor import Program, Supervisor

# How a process ends that read a damaged file of the store: it is mapped, so no exception comes first.
DEATHS_BY_DAMAGE = (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT)


def run_newspaper(
    host: str, port: int, on_ready: Callable[[], None] | None = None, *, worker: bool = True
) -> int:
    """Run until Ctrl-C; the exit code. The caller holds ``running_lock``."""
    config = conf.current()
    socket = django_socket(config.data)
    plan_of(config).save(plan_path(config))
    presswerk = [sys.executable, "-m", "presswerk.cli"]
    programs = [
        Program(
            "The web server", [*presswerk, "serve", "--socket", os.fspath(socket)], on_end=distrust_store
        ),
        Program("The front", front_command(config, socket, host, port), on_end=distrust_store),
    ]
    if worker:
        programs.append(Program("The worker", [*presswerk, "worker"]))
    return Supervisor(
        programs,
        say=_say,
        is_ready=lambda: answers(host, port),
        on_ready=on_ready or (lambda: _say(f"The newspaper is at {local_address(host, port)}/")),
    ).run()


def front_command(config: conf.Config, socket: Path, host: str, port: int) -> list[str]:
    """How the front is started: by itself, because it loads neither Django nor this package."""
    command = [sys.executable, "-m", "presswerk.bake.front", "--plan", os.fspath(plan_path(config))]
    return [*command, "--socket", os.fspath(socket), "--host", host, "--port", str(port)]


def distrust_store(code: int) -> None:
    """Have the store begun anew when a process that reads it died in the way that damage kills."""
    if -code not in DEATHS_BY_DAMAGE:
        return
    from presswerk.bake.store.environment import distrust

    name = signal.Signals(-code).name
    distrust(conf.current().data / "bake", f"A process that read it was ended by {name}.")


def answers(host: str, port: int) -> bool:
    """Whether the newspaper answers there and reaches its database."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    with closing(http.client.HTTPConnection(host, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/health/", headers={"Host": "127.0.0.1"})
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
