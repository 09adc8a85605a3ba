"""The web server: Granian with Django behind it, in the process that calls it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswerk.cli.death import die_with_parent

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

    from presswerk.conf import Config

MOST_DEFAULT_PROCESSES = 4
# One that computes keeps the others from Python, and on SQLite each has a cache of the database's pages.
MOST_THREADS_ON_SQLITE = 8
# Each may hold a connection; PostgreSQL permits a hundred by default, and other programs need theirs.
MOST_THREADS_ON_POSTGRESQL = 16
MOST_CONNECTIONS = 48
STOP_SECONDS = 5


def prepare_to_serve() -> None:
    """Load Django, and refuse where the database is not of this version; gather the files of the design."""
    from presswerk import conf
    from presswerk.cli.static_files import gather_static_files
    from presswerk.cli.up_to_date import is_up_to_date

    refuse_what_cannot_serve()
    if not is_up_to_date(conf.current()):
        gather_static_files()


def refuse_what_cannot_serve() -> None:
    """Load Django with what is set now. Raises what `ending` explains; nothing is changed."""
    from presswerk import conf
    from presswerk.cli.database import require_up_to_date
    from presswerk.cli.django_setup import set_up_django
    from presswerk.cli.preflight import require_writable_folder

    require_writable_folder(conf.current().data)
    set_up_django()
    require_up_to_date()


def run_web_server(host: str, port: int, log_level: str, socket: Path | None = None) -> None:
    """Serve until SIGINT or SIGTERM. Needs Django set up.

    With ``socket`` it listens there, for the front, and not on host and port.
    Raises SystemExit with a code other than 0 when a process of the server cannot load the newspaper.
    """
    from django.db import connections

    from presswerk import conf

    processes, threads = size_of(conf.current())
    server = granian(
        host,
        port,
        socket,
        processes=processes,
        threads=threads,
        log_level=log_level,
        # Below a supervisor that one kills who does not stop. Granian at times calls a process alive that has
        # ended, and says that it had to kill it.
        stop_seconds=STOP_SECONDS if socket is None else None,
    )
    # Loaded once, before the processes are forked from this one: they start at once and share the memory.
    from presswerk.cli.front_plan import plan_of
    from presswerk.site.access_log import logged
    from presswerk.site.baking import start_baking
    from presswerk.site.wsgi import application

    connections.close_all()  # a connection that two processes use is no connection
    bind = die_with_parent()

    def load(target: str) -> Callable[..., Any]:
        """Called in each process of the server."""
        bind()
        if socket is None:
            return logged(application, plan_of(conf.current()))
        start_baking(application)
        return application  # the front notes what it answers

    server.serve(target_loader=load)


def size_of(config: "Config") -> tuple[int, int]:
    """How many processes the web server has on this machine, and how many threads each of them."""
    cores = os.cpu_count() or 1
    processes = processes_of(config.workers, cores)
    return processes, threads_of(config, processes, cores)


def processes_of(wanted: int, cores: int) -> int:
    """Processes of the web server: as many as are wanted, or with 0 one for every two cores, at most four.

    Behind a front they only render.
    """
    return wanted or min(max(1, cores // 2), MOST_DEFAULT_PROCESSES)


def threads_of(config: "Config", processes: int, cores: int) -> int:
    """Threads of one process.

    On PostgreSQL more of them wait than compute: for its server, and for each other when comments come
    together (`presswerk.comments.together`), which cost the less the more they are
    (docs/benchmarks/comments.md).
    """
    if config.threads:
        return config.threads
    if config.database_url.startswith("postgres"):
        return min(MOST_THREADS_ON_POSTGRESQL, max(MOST_THREADS_ON_SQLITE, MOST_CONNECTIONS // processes))
    return min(2 * cores + 1, MOST_THREADS_ON_SQLITE)


def granian(
    host: str,
    port: int,
    socket: Path | None,
    *,
    processes: int,
    threads: int,
    log_level: str,
    stop_seconds: int | None,
    kind: "type[AbstractServer[Any]] | None" = None,
) -> "AbstractServer[Any]":
    """Granian as we set it up; ``serve`` with a loader of the application starts it.

    What has not ended ``stop_seconds`` after the signal is killed; with None that is left to a supervisor.
    ``kind`` is another server of Granian's than its default one.
    """
    from granian import Granian
    from granian.constants import Interfaces, Loops
    from granian.log import LogLevels, logger

    # It warns of more threads than two a core, and these are meant: see `threads_of()`.
    logger.addFilter(lambda record: "Python threads" not in record.getMessage())
    if socket is not None:
        socket.unlink(missing_ok=True)  # one that was killed has left it
    return (kind or Granian)(
        "presswerk.site.wsgi:application",
        address=host or "127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        loop=Loops.asyncio,  # WSGI runs no loop of its own in Python
        uds=socket,
        uds_permissions=0o600 if socket else None,
        workers=processes,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=stop_seconds,
        # What it tells at "info" is how it starts and ends, and the supervisor tells that in plain words.
        log_level=LogLevels("warning" if log_level == "info" else log_level),
    )
