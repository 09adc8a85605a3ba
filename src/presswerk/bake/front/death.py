"""Children that do not outlive their parent."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # prctl(2); Linux only


def die_with_parent() -> Callable[[], None]:
    """A function for the child, between fork and exec: the kernel kills it when its parent is gone.

    It covers what no handler can: a supervisor that was itself killed with -9. The signal is SIGKILL because
    nobody is left who could insist on a polite one; database and files bear it. The kernel means the parent's
    *thread*, so children have to be started by the main thread. Elsewhere than on Linux it does nothing.
    """
    if sys.platform != "linux":
        return lambda: None
    libc = ctypes.CDLL(None, use_errno=True)  # loaded here: after a fork only the bare call is safe
    parent = os.getpid()

    def bind() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended between the fork and the call
            os.kill(os.getpid(), signal.SIGKILL)

    return bind
