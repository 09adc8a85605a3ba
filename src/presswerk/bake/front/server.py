"""Running the front: one process, one thread of Python, and Granian's runtime beside it."""

import asyncio
import logging
import signal
from pathlib import Path

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from presswerk.bake.front.app import Front

BACKLOG = 1024


def run(plan_path: Path, socket: Path, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT. Raises PlanError when there is no plan."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    front = Front(plan_path, socket)
    uvloop.run(_serve(front, host, port))


async def _serve(front: Front, host: str, port: int) -> None:
    server = Server(
        front,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.auto,
        websockets=False,
        backlog=BACKLOG,
        # A client that takes more than that to write a request's head is let go.
        http1_settings=HTTP1Settings(header_read_timeout=30_000),
        log_level=LogLevels.warning,
        log_access=False,  # addresses of readers stand in no log
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    await server.serve()
