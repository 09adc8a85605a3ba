"""``python -m presswerk.cli.supervising``: the supervisor in a process of its own kind.

It lives as long as the newspaper and has little to do. So the command line, once everything is looked into,
gives its place to this program (same process id, same lock), which loads neither the command's parser nor
the settings nor Django: 9 MB in place of 25. What to run it reads from a file without a name, because what
stands on a command line can be read by every user of the machine, and the demo's password is told at the end.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from presswerk.cli.health import answers
from presswerk.cli.store_deaths import distrust_store
from presswerk.cli.supervisor import Program, Supervisor


@dataclass(frozen=True)
class Order:
    """What to run, and where it answers. ``ready`` is said once it does. ``trial`` comes before a reload."""

    host: str
    port: int
    store: str
    ready: str
    programs: Sequence["Ordered"]
    trial: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ordered:
    """A program; with ``reads_store`` its death by a signal of damage lets the store begin anew. One that
    ``stays`` is not loaded anew with the settings."""

    name: str
    command: Sequence[str]
    environ: dict[str, str]
    reads_store: bool
    stays: bool = False


def become_supervisor(order: Order, lock: int) -> NoReturn:
    """Replace this process by the supervisor, which holds ``lock``, an open descriptor. Never returns."""
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(asdict(order)).encode())
        file.seek(0)
        for descriptor in (file.fileno(), lock):
            os.set_inheritable(descriptor, True)
        sys.stdout.flush()
        sys.stderr.flush()
        arguments = [sys.executable, "-m", "presswerk.cli.supervising", str(file.fileno())]
        os.execv(sys.executable, arguments)


def read_order(descriptor: int) -> Order:
    """The order in an open file, which is closed."""
    with open(descriptor, "rb") as file:
        read = json.load(file)
    return Order(**{**read, "programs": [Ordered(**program) for program in read["programs"]]})


def supervise(order: Order) -> int:
    """Run it until Ctrl-C; the exit code."""
    store = Path(order.store)

    def program(ordered: Ordered) -> Program:
        one = Program(ordered.name, ordered.command, ordered.environ, stays=ordered.stays)
        if not ordered.reads_store:
            return one
        return replace(one, on_end=lambda code: distrust_store(code, store))

    return Supervisor(
        [program(ordered) for ordered in order.programs],
        say=_say,
        is_ready=lambda: answers(order.host, order.port),
        on_ready=lambda: _say(order.ready),
        trial=order.trial,
    ).run()


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(supervise(read_order(int(sys.argv[1]))))
