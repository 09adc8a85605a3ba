"""``python -m presswerk.cli.program serve|worker|small|trial``: what runs under the supervisor.

The same work as ``presswerk serve --plain`` and ``presswerk worker`` do, without the parser of the command
line and what that loads, because these run for months.
"""

import argparse
import contextlib
import os
from pathlib import Path

from presswerk.cli.ending import run_or_explain
from presswerk.cli.supervisor import EX_TEMPFAIL

# Where all cores are full, the front, which gives out ready pages, does not wait for a turn after Django:
# beside 450 comments a second on two cores, 99 of 100 pages came within 2.5 ms in place of 4.4
# (docs/benchmarks/comments.md). The worker's slow jobs stand back further (jobs/slow.py).
NICENESS = 5


def main() -> None:
    """Do what the arguments say, until SIGTERM."""
    parser = argparse.ArgumentParser(prog="presswerk.cli.program")
    parser.add_argument("program", choices=["serve", "worker", "small", "trial"])
    parser.add_argument("--socket", type=Path, help="where the web server listens")
    arguments = parser.parse_args()
    run_or_explain(lambda: run(arguments.program, arguments.socket), code_of_passing=EX_TEMPFAIL)


def run(program: str, socket: Path | None) -> None:
    """Run the program; each one looks into the database before it begins. ``trial`` does that alone."""
    if program == "trial":
        from presswerk import conf
        from presswerk.cli.front_plan import plan_of
        from presswerk.cli.web import refuse_what_cannot_serve

        plan_of(conf.current())
        refuse_what_cannot_serve()
        return
    if program == "worker":
        from presswerk.cli.working import run_worker

        run_worker()
        return
    assert socket is not None
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    if program == "small":
        from presswerk.cli.joined import run_joined

        run_joined(socket)
        return
    from presswerk import conf
    from presswerk.cli.front_plan import renew_plan
    from presswerk.cli.web import prepare_to_serve, run_web_server

    renew_plan(conf.current())
    prepare_to_serve()
    config = conf.current()
    run_web_server("", 0, config.log_level, socket)


if __name__ == "__main__":
    main()
