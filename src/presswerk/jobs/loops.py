"""A thread with its own database connection that calls one step again and again."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.conf import settings
from django.db import connections
from django.utils import translation

from presswerk.jobs import backoff, wake_ups
from presswerk.jobs.clock import Clock

logger = logging.getLogger(__name__)


class Loop:
    """Calls `step()`, which returns how many seconds to sleep before the next call (0 is at once).

    A step that fails is logged and tried again after a growing pause, with a fresh connection, so that a
    database that was away for a while stops no loop for good.
    """

    def __init__(self, name: str, step: Callable[[], float], clock: Clock, topic: str = ""):
        self.name = name
        self._step = step
        self._clock = clock
        self._topic = topic
        self._woken = Event()
        self._stopping = Event()
        self._failures = 0
        self._thread = Thread(target=self._run, name=f"jobs-{name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        if self._topic:
            wake_ups.subscribe(self._topic, self._woken)
        self._thread.start()

    def stop(self) -> None:
        """Ask for the end after the step under way; returns at once."""
        self._stopping.set()
        self._woken.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end, at most so long. True if it has come."""
        self._thread.join(max(seconds, 0.0))
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                pause = self._guarded_step()
                if pause > 0:
                    self._clock.wait(self._woken, pause)
                    self._woken.clear()
        finally:
            wake_ups.unsubscribe(self._topic, self._woken)
            connections.close_all()

    def _guarded_step(self) -> float:
        try:
            # What runs here must not inherit the language that the last one left behind.
            with translation.override(settings.LANGUAGE_CODE):
                pause = self._step()
        except Exception:
            self._failures += 1
            logger.exception("The %s loop of the worker failed, for the %d. time.", self.name, self._failures)
            connections.close_all()
            return backoff.LOOP.delay(self._failures).total_seconds()
        self._failures = 0
        return pause
