"""The parent's side of the slow queue: a child process that is started when there is work.

Why a process: pure Python work in another thread makes each SQL statement of a publish wait for the
interpreter lock (docs/decisions/0002-jobs-scheduler.md has the figures), a thread cannot be stopped, and a
picture that exhausts the memory must not take the scheduler with it.
"""

import logging
import os
import subprocess
import sys

from django.conf import settings

from presswerk import conf
from presswerk.jobs import backoff
from presswerk.jobs.clock import Clock
from presswerk.jobs.task_loop import SLOW, first_ready

logger = logging.getLogger(__name__)

LIVED_LONG_ENOUGH_SECONDS = 60.0


class SlowProcess:
    """Starts the child when a slow task is ready, and again after it has died; it ends by itself when idle.

    The child's standard input is its lifeline: when it is closed, by `stop()` or by the death of this
    process, the child ends.
    """

    def __init__(self, clock: Clock):
        self._clock = clock
        self._child: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._deaths = 0
        self._not_before = 0.0

    @property
    def pid(self) -> int | None:
        """The process id of the child while it runs."""
        return self._child.pid if self._child else None

    def look_after(self) -> bool:
        """Start the child if it is needed. True if it has died since the last look."""
        died = self._reap()
        if self._child is None and self._clock.monotonic() >= self._not_before and self._is_needed():
            self._start()
        return died

    def stop(self) -> None:
        """Ask the child to end; returns at once."""
        if self._child and self._child.stdin:
            self._child.stdin.close()

    def join(self, seconds: float) -> None:
        """Wait for the child's end, and kill it if it takes longer than so many seconds."""
        if not self._child:
            return
        try:
            self._child.wait(max(seconds, 0.1))
        except subprocess.TimeoutExpired:
            logger.warning("The process of the slow queue did not stop in time and is killed.")
            self._child.kill()
            self._child.wait()
        self._child = None

    def _is_needed(self) -> bool:
        return any(first_ready(queue) is not None for queue in SLOW)

    def _start(self) -> None:
        environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
            "PRESSWERK_DATA": str(conf.current().data),
        }
        self._started = self._clock.monotonic()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "presswerk.jobs.slow"], stdin=subprocess.PIPE, env=environ
        )
        logger.info("Started process %d for the slow queue.", self._child.pid)

    def _reap(self) -> bool:
        if self._child is None or self._child.poll() is None:
            return False
        code = self._child.returncode
        if self._child.stdin:
            self._child.stdin.close()
        self._child = None
        if code == 0:
            self._deaths = 0
            return False
        lived = self._clock.monotonic() - self._started
        self._deaths = 1 if lived > LIVED_LONG_ENOUGH_SECONDS else self._deaths + 1
        self._not_before = self._clock.monotonic() + backoff.LOOP.delay(self._deaths).total_seconds()
        logger.error("The process of the slow queue died with code %d.", code)
        return True
