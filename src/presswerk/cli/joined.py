"""The small newspaper's one process: Django for the front, and the worker in threads beside it.

Django is loaded once in place of three times. The price: a render and a job that compute take turns, and when
the process dies, the worker's job at hand dies with the pages. Both begin again by themselves; pictures are
made in a process of their own as ever, which ends when it is idle.
"""

import logging
import mmap
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import util
from pathlib import Path
from typing import Any

from presswerk.cli.death import die_with_parent
from presswerk.cli.ending import run_or_explain
from presswerk.cli.supervisor import EX_CONFIG
from presswerk.cli.web import granian, prepare_to_serve

# One core computes one page at a time; the others wait for the database or the disk.
THREADS = 3
WORK_STOP_SECONDS = 6.0  # jobs.worker.STOP_SECONDS and what it takes to say goodbye


def run_joined(socket: Path) -> None:
    """Serve the front and work, until SIGTERM.

    Granian's own process loads neither Django nor settings and only watches; the one that it starts does
    everything. Raises SystemExit with EX_CONFIG when that one says that another start would not help, and
    with 1 when it cannot stay up.
    """
    server = granian("", 0, socket, processes=1, threads=THREADS, log_level="warning", stop_seconds=None)
    bind = die_with_parent()
    verdict = _Verdict()

    def load(target: str) -> Callable[..., Any]:
        """Called in the process that does everything."""
        bind()
        verdict.of(_prepare)
        from django.db import connections

        from presswerk.site.baking import start_baking
        from presswerk.site.wsgi import application

        connections.close_all()  # this thread asks nothing any more
        start_baking(application)
        Work().start()
        return application

    server.serve(target_loader=load)
    if verdict.is_final:
        sys.exit(EX_CONFIG)


def _prepare() -> None:
    from presswerk import conf
    from presswerk.cli.front_plan import renew_plan

    renew_plan(conf.current())
    prepare_to_serve()


class _Verdict:
    """What a child of Granian's says of its start; Granian itself tells no exit code and tries again."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 1)  # shared with the processes that are forked from this one

    @property
    def is_final(self) -> bool:
        """Whether the child has said that only the operator can help."""
        return self._shared[0] == 1

    def of(self, prepare: Callable[[], None]) -> None:
        """Do it, in the child. When only the operator can help, the parent is asked to end both."""
        try:
            run_or_explain(prepare)
        except SystemExit as end:
            if end.code == EX_CONFIG:
                self._shared[0] = 1
                signal.signal(signal.SIGTERM, signal.SIG_DFL)  # forked, it has the parent's
                os.kill(os.getppid(), signal.SIGTERM)
                signal.pause()
            raise


class Work:
    """The worker in a thread of the web server's process. It ends in order before the process does."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin, and have it ended when the web server has answered its last request."""
        self._thread.start()
        # Not atexit: a process that multiprocessing has forked does not come by there.
        util.Finalize(None, self._end, exitpriority=10)

    def _run(self) -> None:
        # Here, because the process that only watches needs no settings: 7 MB.
        from presswerk.cli.working import work

        try:
            work(self._stop)
        except BaseException:
            # Half a newspaper that looks alive helps nobody: the whole process is started again.
            logging.getLogger(__name__).exception("The worker cannot go on.")
            os._exit(1)

    def _end(self) -> None:
        self._stop.set()
        self._thread.join(WORK_STOP_SECONDS)
