"""The store of ready pages: what went wrong with it in the last day."""

import time
from collections.abc import Iterator

from presswerk.bake.store import Trouble, troubles
from presswerk.cli.checks.finding import Finding, attention, well
from presswerk.conf import Config

DAY_SECONDS = 86_400

MEND = {
    "damaged": "Nothing is lost: the pages are made anew. When it comes again, have the disk tested.",
    "full": "Nothing is lost: the pages are made anew. When it comes again, raise PRESSWERK_BAKE_MEGABYTES.",
    "away": "The newspaper goes on without ready pages, and slowly. Free space on the disk, and give your "
    "user the right to write the folder bake/ of the data folder.",
}


def store(config: Config) -> Iterator[Finding]:
    """Whether the store was damaged, full or out of reach lately. It is not opened for that."""
    recent = [one for one in troubles(config.data / "bake") if one.at > time.time() - DAY_SECONDS]
    if not recent:
        yield well("Ready pages", "no trouble with their store in the last day")
    for kind in dict.fromkeys(one.kind for one in recent):
        yield attention("Ready pages", _sentence([one for one in recent if one.kind == kind]), MEND[kind])


def _sentence(of_one_kind: list[Trouble]) -> str:
    last = of_one_kind[-1]
    moment = time.strftime("%Y-%m-%d %H:%M", time.localtime(last.at))
    times = "once" if len(of_one_kind) == 1 else f"{len(of_one_kind)} times"
    return f"their store was {last.kind} {times} in the last day, at last on {moment}: {last.detail}"
