"""Running the front: the listening socket, its processes, and their end."""

import asyncio
import contextlib
import gc
import logging
import os
import resource
import signal
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import uvloop

from presswerk.bake.front import precedence
from presswerk.bake.front.app import Front
from presswerk.bake.front.death import die_with_parent
from presswerk.bake.front.http1.connection import Connection, listen
from presswerk.bake.front.plan import load
from presswerk.bake.masking import MaskingFilter

logger = logging.getLogger("presswerk.front")

BACKLOG = 1024
STOP_SECONDS = 5.0
LOOK_SECONDS = 5.0  # how often stalled connections are looked for
PAUSE_SECONDS = 0.5  # before a process that died is started again
# After these the one above has to know, because a damaged store kills in that way (environment.distrust).
_DEADLY = frozenset({signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT})


def run(
    plan_path: Path, django: Path, host: str, port: int, processes: int = 0, *, realtime: bool = False
) -> None:
    """Serve until SIGTERM or SIGINT. Raises PlanError without a plan, OSError when the port is taken."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(MaskingFilter())
    load(plan_path)  # what is wrong with it is told once, and here
    _raise_limit_of_open_files()
    processes = processes or min(2, os.cpu_count() or 1)
    listener = listen(host, port, BACKLOG)
    gc.collect()
    gc.freeze()  # what was loaded lives as long as the process, and stays shared after a fork
    serve = partial(_serve, plan_path, django, listener, realtime)
    if processes <= 1:
        uvloop.run(serve())
    else:
        _Processes(lambda: uvloop.run(serve()), processes).run()


async def _serve(plan_path: Path, django: Path, listener: socket.socket, realtime: bool) -> None:
    loop = asyncio.get_running_loop()
    preceding = loop.create_task(_go_first()) if realtime else None
    front = Front(plan_path, django)
    front.start()
    connections: set[Connection] = set()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(lambda: Connection(front, connections, front.note), sock=listener)
    looking = loop.create_task(_end_stalled(connections))
    await stop.wait()
    server.close()
    looking.cancel()
    if preceding is not None:
        preceding.cancel()
    for connection in list(connections):
        connection.stop()
    deadline = loop.time() + STOP_SECONDS
    while connections and loop.time() < deadline:
        await asyncio.sleep(0.02)
    await front.stop()


async def _go_first() -> None:
    while precedence.go_first():
        await asyncio.sleep(precedence.AGAIN_SECONDS)


async def _end_stalled(connections: set[Connection]) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now = asyncio.get_running_loop().time()
        for connection in list(connections):
            connection.end_if_stalled(now)


def _raise_limit_of_open_files() -> None:
    """Each client takes one, and the usual 1,024 are soon gone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))


class _Processes:
    """Several processes on one listening socket, started again when they die."""

    def __init__(self, work: Callable[[], None], count: int):
        self.work = work
        self.count = count
        self.pids: set[int] = set()
        self.is_stopping = False

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for _ in range(self.count):
            self._start()
        while self.pids:
            pid, status = os.wait()
            self.pids.discard(pid)
            code = os.waitstatus_to_exitcode(status)
            if self.is_stopping:
                continue
            logger.error("A process of the front has ended with %s and is started again", code)
            if -code in _DEADLY:
                self._stop(0, None)
                signal.signal(-code, signal.SIG_DFL)
                os.kill(os.getpid(), -code)
            time.sleep(PAUSE_SECONDS)
            self._start()

    def _start(self) -> None:
        bind = die_with_parent()
        pid = os.fork()
        if pid:
            self.pids.add(pid)
            return
        code = 1
        try:
            bind()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            self.work()
            code = 0
        except BaseException:
            logger.exception("A process of the front cannot go on")
        finally:
            os._exit(code)

    def _stop(self, _number: int, _frame: object) -> None:
        self.is_stopping = True
        for pid in self.pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
