"""The small newspaper's one process: Django for the front, and the worker in threads beside it.

Django is loaded once in place of three times. The price: a render and a job that compute take turns, and when
the process dies, the worker's job at hand dies with the pages. Both begin again by themselves; pictures are
made in a process of their own as ever, which ends when it is idle.
"""

import ctypes
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from presswerk.cli.web import granian, prepare_to_serve

# One core computes one page at a time; the others wait for the database or the disk.
THREADS = 3
# Between two times in which memory that is free is given back to the system; it takes some milliseconds.
GIVE_BACK_SECONDS = 30.0
WORK_STOP_SECONDS = 6.0  # jobs.worker.STOP_SECONDS and what it takes to say goodbye


def run_joined(socket: Path) -> None:
    """Serve the front and work, until SIGTERM. MUST be called in the main thread.

    Raises SystemExit with a code other than 0 when the web server cannot stay up, and what
    `prepare_to_serve()` raises.
    """
    from presswerk import conf
    from presswerk.cli.one_process import OneProcess

    server = granian(
        "",
        0,
        socket,
        processes=1,
        threads=conf.current().threads or THREADS,
        log_level="warning",
        stop_seconds=None,
        kind=OneProcess,
    )
    work = Work()

    def load(target: str) -> Callable[..., Any]:
        """Called while it listens already."""
        from presswerk.cli.front_plan import renew_plan

        renew_plan(conf.current())
        prepare_to_serve()
        from django.db import connections

        from presswerk.site.baking import start_baking
        from presswerk.site.wsgi import application

        connections.close_all()  # this thread asks nothing any more
        start_baking(application)
        work.start()
        return application

    try:
        server.serve(target_loader=load)
    finally:
        work.end()


class Work:
    """The worker in a thread of the web server's process."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        threading.Thread(target=self._give_back, name="memory", daemon=True).start()

    def end(self) -> None:
        """End in order; does nothing when it has not begun. After the web server's last answer."""
        if self._thread.is_alive():
            self._stop.set()
            self._thread.join(WORK_STOP_SECONDS)

    def _give_back(self) -> None:
        """What renders and jobs have freed in the middle of the heap stays with the process otherwise."""
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
        while trim is not None and not self._stop.wait(GIVE_BACK_SECONDS):
            trim(0)

    def _run(self) -> None:
        from presswerk.cli.working import work

        try:
            work(self._stop)
        except BaseException:
            # Half a newspaper that looks alive helps nobody: the whole process is started again.
            logging.getLogger(__name__).exception("The worker cannot go on.")
            os._exit(1)
