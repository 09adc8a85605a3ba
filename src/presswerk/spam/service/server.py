"""The service as a process of its own: Granian, with nothing of Django."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from presswerk.spam.service.answering import Answering
from presswerk.spam.service.desk import Desk
from presswerk.spam.service.filters import open_filter, words
from presswerk.spam.service.kept_texts import SWEEP_SECONDS
from presswerk.spam.service.learners import Judge
from presswerk.spam.service.rsgi import RsgiApplication

HEADER_MILLISECONDS = 10_000
MOST_CALLS_AT_ONCE = 512
STOP_SECONDS = 5


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """What the operator has set. ``folder`` is the spam folder, ``secret`` the installation's secret key."""

    folder: Path
    secret: str
    host: str = "127.0.0.1"
    port: int = 8400
    workers: int = 1
    body_kilobytes: int = 2048
    body_seconds: float = 10
    keep_texts_days: int = 0
    log_level: str = "warning"
    open_judge: Callable[[Path], Judge] = open_filter


def run_server(options: ServiceOptions, on_process_start: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGINT or SIGTERM.

    ``on_process_start`` is called in each process of the server. Raises SystemExit with a code other than 0
    when a process cannot start.
    """
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    server = Granian(
        "presswerk.spam.service",
        address=options.host,
        port=options.port,
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        http=HTTPModes.auto,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        websockets=False,
        workers=options.workers,
        backlog=1024,
        backpressure=MOST_CALLS_AT_ONCE,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels(options.log_level),
        log_access=False,  # addresses may hold keys and, from old clients, what visitors wrote
    )

    def load(target: str) -> Any:
        """Called in each process of the server; connections and filters must not cross a fork."""
        on_process_start()
        return ServerProcess(options)

    server.serve(target_loader=load)


class ServerProcess:
    """What Granian calls in one of its processes."""

    def __init__(self, options: ServiceOptions):
        self._desk = Desk(
            options.folder, options.secret, options.open_judge, keep_texts_days=options.keep_texts_days
        )
        application = RsgiApplication(
            Answering(self._desk, words),
            body_bytes=options.body_kilobytes * 1024,
            body_seconds=options.body_seconds,
        )
        self.__rsgi__ = application.__rsgi__
        self._sweeping: asyncio.Task[None] | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._sweeping = loop.create_task(self._sweep())

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._sweeping is not None:
            self._sweeping.cancel()
        self._desk.close()

    async def _sweep(self) -> None:
        """Texts expire also where nobody calls any more."""
        while True:
            self._desk.sweep()
            await asyncio.sleep(SWEEP_SECONDS)
