"""Granian without a process that only watches: its worker is a thread of the process that starts it.

Granian has this way for Pythons without a global lock and refuses it to others, where it would make one core
of many. The small newspaper is meant for one core, and the supervisor watches already: 10 MB less.
`tests/cli/test_small.py` holds what is taken from Granian's inside here.
"""

from collections.abc import Callable
from typing import Any

from granian.server.common import AbstractServer
from granian.server.mt import MTServer, WorkerThread


class OneProcess(MTServer):
    """Listens first and loads then, so that whoever asks meanwhile waits and is not turned away."""

    _listens = False

    def serve(
        self,
        spawn_target: Callable[..., None] | None = None,
        target_loader: Callable[..., Callable[..., Any]] | None = None,
        wrap_loader: bool = True,
    ) -> None:
        """Serve until SIGINT or SIGTERM. MUST be called in the main thread; raises what the loader raises.

        Raises SystemExit with 1 when the thread has ended twice within seconds.
        """
        # Past the word that threads are an experiment: that is about Pythons without the lock.
        AbstractServer[WorkerThread].serve(self, spawn_target, target_loader, wrap_loader)

    def _serve(self, spawn_target: Callable[..., None], target_loader: Callable[..., Any]) -> None:
        self._init_shared_socket()
        super()._serve(spawn_target, target_loader)

    def _init_shared_socket(self) -> None:
        if not self._listens:
            super()._init_shared_socket()
            self._listens = True

    def _check_gil(self) -> None:
        """It may be there."""
