"""The store of ready pages, and whether the front may show what is in it."""

import time
from pathlib import Path

from presswerk.bake.store import Trouble, troubles

DAY_SECONDS = 86_400
BEHIND_SECONDS = 5.0  # then the front does not show a page from the store without asking


def recent_troubles(data: Path, now: float | None = None) -> list[Trouble]:
    """What went wrong with the store in the last day, the oldest first. It is not opened for that."""
    since = (time.time() if now is None else now) - DAY_SECONDS
    return [one for one in troubles(data / "bake") if one.at > since]


def is_behind(seconds: float = BEHIND_SECONDS) -> bool:
    """Whether changes have not been applied to the ready pages for that long. Needs Django set up."""
    from presswerk.bake.node import store_of_this_node

    status = store_of_this_node().status()
    return status is None or time.time() - status.caught_up_at > seconds
