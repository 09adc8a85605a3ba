"""The process of the slow queue, ``python -m presswerk.jobs.slow``, which the worker starts when it must."""

import contextlib
import logging
import os
import signal
import sys
from pathlib import Path
from threading import Event, Thread

IDLE_SECONDS = 60.0
"""After so long without a task the process ends and gives its memory back."""

GRACE_SECONDS = 3.0
"""How long the task under way has to finish once the process is asked to end."""

NICENESS = 10


def main() -> int:
    """Work through the slow queue until there is nothing to do or standard input is closed. The exit code."""
    stop = Event()
    # Ctrl-C reaches the whole process group, but when to end is for the parent to say, through the lifeline.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    Thread(target=_hold_lifeline, args=(stop,), name="lifeline", daemon=True).start()
    _stand_back()

    import django

    django.setup()
    return _work(stop)


def _hold_lifeline(stop: Event) -> None:
    with contextlib.suppress(OSError, ValueError):
        while os.read(sys.stdin.fileno(), 1024):
            pass
    stop.set()


def _stand_back() -> None:
    """Let readers and the scheduler have the processor first, and be the first to go when memory runs out."""
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _work(stop: Event) -> int:
    from django.db import connections

    from presswerk.jobs.clock import POLL_SECONDS, Clock
    from presswerk.jobs.loops import Loop
    from presswerk.jobs.models import Heartbeat
    from presswerk.jobs.presence import Presence
    from presswerk.jobs.task_loop import SLOW, TaskLoop

    clock = Clock()
    presence = Presence(Heartbeat.Role.SLOW, clock)
    presence.announce()
    tasks = TaskLoop(SLOW, presence.worker_id, clock)
    loop = Loop("slow", tasks.step, clock)
    loop.start()
    while not stop.is_set() and not tasks.is_idle_for(IDLE_SECONDS):
        clock.wait(stop, POLL_SECONDS)
        try:
            presence.announce()
        except Exception:
            logging.getLogger(__name__).exception("The heartbeat could not be written.")
            connections.close_all()
    loop.stop()
    if not loop.join(GRACE_SECONDS):
        tasks.give_back()
    presence.leave()
    connections.close_all()
    logging.shutdown()
    # A task that does not end must not keep the process: its thread is left behind.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
