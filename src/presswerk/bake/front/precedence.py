"""Going before everything else on the machine, where the operator wants it (setting `front_realtime`).

Where all cores are full, a reader's request for a ready page otherwise waits for a turn, for
milliseconds, though answering takes a quarter of one. Linux's real-time class SCHED_RR gives the turn at
once (sched(7)). Its danger is that a program in it which never rests leaves the others one part in twenty
of a core; so who does not rest for a while gives the precedence back, and asks for it again later.
"""

import contextlib
import logging
import os
import resource
import signal

logger = logging.getLogger("presswerk.front")

PRIORITY = 1  # the lowest of the class, below what of the system itself is in it
RESTLESS_SECONDS = 0.2
AGAIN_SECONDS = 10.0


def go_first(restless_seconds: float = RESTLESS_SECONDS) -> bool:
    """Take precedence for this thread; False where the system does not permit it, which is said in the log.

    What it starts has none. To be called in the main thread, again every AGAIN_SECONDS.
    """
    signal.signal(signal.SIGXCPU, lambda _number, _frame: step_back())
    _, hard = resource.getrlimit(resource.RLIMIT_RTTIME)
    resource.setrlimit(resource.RLIMIT_RTTIME, (int(restless_seconds * 1_000_000), hard))
    try:
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(PRIORITY))
    except OSError as error:
        logger.warning(
            "front_realtime is set, but the system does not permit it (%s): LimitRTPRIO=1 in the unit of "
            "systemd does, or the capability SYS_NICE",
            error,
        )
        return False
    return True


def step_back() -> None:
    """Be one among others."""
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_OTHER | os.SCHED_RESET_ON_FORK, os.sched_param(0))
