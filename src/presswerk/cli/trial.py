"""Looking whether a program could start as things are now, before one that runs is ended for it."""

import os
import subprocess
import time
from collections.abc import Sequence

from presswerk.cli.death import die_with_parent, kill_group

LONGEST_SECONDS = 60.0


class Trial:
    """A process that ends by itself: with 0, or a code that is ``passable``, when a start would go well."""

    def __init__(self, command: Sequence[str], passable: Sequence[int] = ()):
        """Begin it. Raises OSError when there is no such program."""
        self._passable = (0, *passable)
        self.until = time.monotonic() + LONGEST_SECONDS
        self._process = subprocess.Popen(
            command, env=os.environ, stdin=subprocess.DEVNULL, process_group=0, preexec_fn=die_with_parent()
        )

    def outcome(self) -> bool | None:
        """Whether it went well; None while it goes on. One that hangs has not gone well."""
        code = self._process.poll()
        if code is None:
            if time.monotonic() < self.until:
                return None
            self.end()
            return False
        return code in self._passable

    def end(self) -> None:
        """Whatever it is doing."""
        kill_group(self._process.pid)
        self._process.wait()
