"""The worker: one process that does everything outside the request until it is told to stop."""

import logging
import sys
from collections.abc import Callable
from threading import Event

from django.db import connections

from presswerk.jobs import wake_ups
from presswerk.jobs.clock import POLL_SECONDS, Clock
from presswerk.jobs.delivery_loop import DeliveryLoop
from presswerk.jobs.loops import Loop
from presswerk.jobs.models import Heartbeat
from presswerk.jobs.periodic_loop import PeriodicLoop
from presswerk.jobs.presence import Presence, Watch
from presswerk.jobs.recovery import forget_a_clock_that_was_ahead, release, release_the_claims_of_the_dead
from presswerk.jobs.slow_process import SlowProcess
from presswerk.jobs.task_loop import URGENT, TaskLoop
from presswerk.jobs.timed_loop import TimedLoop

logger = logging.getLogger(__name__)

SWITCH_SECONDS = 0.001
"""How long an urgent task that computes may hold the interpreter's lock while a publish asks for it; Python's
own 5 ms are waited for at each SQL statement (docs/decisions/0002-jobs-scheduler.md)."""

STOP_SECONDS = 4.0
"""How long work under way may take to end after the stop; then it is given back, to be done again."""


def run(stop_event: Event, clock: Clock | None = None) -> None:
    """Work until `stop_event` is set, and return at most some STOP_SECONDS later.

    Any number of workers may run beside each other. Sets no signal handlers: that is the caller's business.
    """
    Worker(clock or Clock()).run(stop_event)


class Worker:
    """Four loops in threads (timed, periodic, delivery, urgent tasks) and the child process for slow ones."""

    def __init__(self, clock: Clock):
        self._clock = clock
        self._presence = Presence(Heartbeat.Role.WORKER, clock)
        self._watch = Watch(clock)
        self._slow = SlowProcess(clock)
        worker_id = self._presence.worker_id
        self._tasks = TaskLoop(URGENT, worker_id, clock)
        self._loops = (
            Loop("timed", TimedLoop(clock).step, clock, wake_ups.TIMED),
            Loop("periodic", PeriodicLoop(worker_id, clock).step, clock),
            Loop("delivery", DeliveryLoop(worker_id, clock).step, clock, wake_ups.OUTBOX),
            Loop("urgent", self._tasks.step, clock, wake_ups.TASKS),
        )

    def run(self, stop_event: Event) -> None:
        """See `run()` of this module."""
        switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._guarded(self._look_around)
        for loop in self._loops:
            loop.start()
        logger.info("The worker has started.")
        try:
            while not stop_event.is_set():
                self._guarded(self._look_around)
                self._clock.wait(stop_event, POLL_SECONDS)
        finally:
            self._stop()
            sys.setswitchinterval(switch_interval)

    def _look_around(self) -> None:
        """Beat, take over from the dead, and see to the slow queue."""
        beaten = self._presence.announce()
        child_died = self._slow.look_after()
        if beaten or child_died:
            release_the_claims_of_the_dead(self._watch, self._clock)
        if beaten:
            forget_a_clock_that_was_ahead(self._clock)

    def _stop(self) -> None:
        deadline = self._clock.monotonic() + STOP_SECONDS
        self._slow.stop()
        for loop in self._loops:
            loop.stop()
        unfinished = [loop.name for loop in self._loops if not loop.join(deadline - self._clock.monotonic())]
        self._slow.join(deadline - self._clock.monotonic() + 1)
        self._guarded(lambda: self._leave(unfinished))
        connections.close_all()
        logger.info("The worker has stopped.")

    def _leave(self, unfinished: list[str]) -> None:
        if unfinished:
            logger.warning("Still working at the stop, to be done again: %s.", ", ".join(unfinished))
            self._tasks.give_back()
            release([self._presence.worker_id], self._clock)
        release_the_claims_of_the_dead(self._watch, self._clock)
        self._presence.leave()

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception:
            logger.exception("The worker could not look after itself; it tries again.")
            connections.close_all()
