"""Running the front: two processes that answer, and Granian's own that keeps them running."""

import gc
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from presswerk.bake.front.app import Front
from presswerk.bake.front.death import die_with_parent
from presswerk.bake.front.plan import load

BACKLOG = 1024
STOP_SECONDS = 5
HEAD_MILLISECONDS = 30_000  # a client that takes longer to write the head of its request is let go


def run(plan_path: Path, socket: Path, host: str, port: int, processes: int = 0) -> None:
    """Serve until SIGTERM or SIGINT. ``processes`` 0: two, or one where there is one core.

    Raises PlanError when there is no plan.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    load(plan_path)  # what is wrong with it is told once, and here
    server = Granian(
        "presswerk.bake.front",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,  # named, because Granian would take rloop where that is installed: no UNIX sockets
        http=HTTPModes.auto,
        websockets=False,
        workers=processes or min(2, os.cpu_count() or 1),
        backlog=BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MILLISECONDS),
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
        log_access=False,  # addresses of readers stand in no log
    )
    bind = die_with_parent()
    gc.collect()
    gc.freeze()  # what was loaded before the fork stays shared

    def load_front(_target: str) -> Callable[..., Any]:
        """Called in each process: what it opens cannot be shared."""
        bind()
        front: Callable[..., Any] = Front(plan_path, socket)  # type: ignore[assignment]
        return front

    server.serve(target_loader=load_front)
