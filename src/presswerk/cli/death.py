"""Children that do not outlive their parent, and process groups that end as a whole."""

import contextlib
import os
import signal

from presswerk.bake.front.death import die_with_parent

__all__ = ["die_with_parent", "kill_group"]


def kill_group(group: int) -> None:
    """Kill every process of the group that is still there."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
