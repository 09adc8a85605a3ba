"""A whole newspaper on one machine: which programs it is made of."""

import os
import sys
from enum import Enum
from pathlib import Path
from typing import NoReturn

from presswerk import conf
from presswerk.cli.addresses import local_address
from presswerk.cli.django_socket import django_socket
from presswerk.cli.front_plan import plan_of, plan_path
from presswerk.cli.supervising import Order, Ordered, become_supervisor


class Shape(Enum):
    """How the work is shared among processes."""

    WITHOUT_WORKER = "front, web server"
    WHOLE = "front, web server, worker"
    SMALL = "front, web server and worker in one"


# Each thread takes memory from a pool of its own, which never gives it back; two pools are enough for
# threads that mostly wait for Python's lock.
FEW_POOLS = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}


def run_newspaper(host: str, port: int, lock: int, shape: Shape, ready: str = "") -> NoReturn:
    """Become its supervisor, until Ctrl-C. ``lock`` is what ``running_lock`` gave. Never returns."""
    config = conf.current()
    socket = django_socket(config.data)
    plan_of(config).save(plan_path(config))
    order = Order(
        host=host,
        port=port,
        store=os.fspath(config.data / "bake"),
        ready=ready or f"The newspaper is at {local_address(host, port)}/",
        programs=programs(config, socket, host, port, shape),
        trial=program_command("trial"),
    )
    become_supervisor(order, lock)


def programs(config: conf.Config, socket: Path, host: str, port: int, shape: Shape) -> list[Ordered]:
    """The programs, in the order in which they are started."""
    front = Ordered(
        "The front", front_command(config, socket, host, port, shape), FEW_POOLS, True, stays=True
    )
    if shape is Shape.SMALL:
        joined = program_command("small", "--socket", os.fspath(socket))
        return [Ordered("The web server with the worker", joined, FEW_POOLS, True), front]
    serve = program_command("serve", "--socket", os.fspath(socket))
    both = [Ordered("The web server", serve, FEW_POOLS, True), front]
    if shape is Shape.WITHOUT_WORKER:
        return both
    return [*both, Ordered("The worker", program_command("worker"), FEW_POOLS, False)]


def program_command(*words: str) -> list[str]:
    """How one of `presswerk.cli.program` is started."""
    return [sys.executable, "-m", "presswerk.cli.program", *words]


def front_command(config: conf.Config, socket: Path, host: str, port: int, shape: Shape) -> list[str]:
    """How the front is started: by itself, because it loads neither Django nor this package."""
    command = [sys.executable, "-m", "presswerk.bake.front", "--plan", os.fspath(plan_path(config))]
    command += ["--socket", os.fspath(socket), "--host", host, "--port", str(port)]
    if config.front_realtime:
        command.append("--realtime")
    return [*command, "--processes", "1"] if shape is Shape.SMALL else command
