"""The store of ready pages: what went wrong with it in the last day."""

import contextlib
import os
import time
from collections.abc import Iterator

from presswerk.bake.store import Trouble
from presswerk.cli.checks.finding import Finding, attention, well, wrong
from presswerk.conf import Config
from presswerk.site.condition import running
from presswerk.site.condition.ready_pages import is_behind, recent_troubles

MEND = {
    "damaged": "Nothing is lost: the pages are made anew. If it comes again, have disk and memory tested.",
    "full": "Nothing is lost: the pages are made anew. When it comes again, raise PRESSWERK_BAKE_MEGABYTES.",
    "away": "The newspaper goes on without ready pages, and slowly. Free space on the disk, and give your "
    "user the right to write the folder bake/ of the data folder.",
}


def store(config: Config) -> Iterator[Finding]:
    """Whether the store was damaged, full or out of reach lately. It is not opened for that."""
    if not config.data.is_dir():
        return
    recent = recent_troubles(config.data)
    if not recent:
        yield well("Ready pages", "no trouble with their store in the last day")
    for kind in dict.fromkeys(one.kind for one in recent):
        yield attention("Ready pages", _sentence([one for one in recent if one.kind == kind]), MEND[kind])


def _sentence(of_one_kind: list[Trouble]) -> str:
    last = of_one_kind[-1]
    moment = time.strftime("%Y-%m-%d %H:%M", time.localtime(last.at))
    times = "once" if len(of_one_kind) == 1 else f"{len(of_one_kind)} times"
    return f"their store was {last.kind} {times} in the last day, at last on {moment}: {last.detail}"


def front(config: Config) -> Iterator[Finding]:
    """Whether all purges are applied on this machine, and whether the front knows the newspaper as it is."""
    from presswerk.bake.node import current_plan
    from presswerk.site.baking import full_plan

    plan = current_plan()
    if plan is None or not running.is_running(config.data):
        yield well("Front", "none runs here")
        return
    if is_behind():
        yield wrong(
            "Front",
            "changes are not applied to the ready pages, so none of them is shown",
            "See what the web server's log says of purges, and start presswerk serve anew.",
        )
    elif full_plan(plan) != plan:
        yield attention(
            "Front",
            "it does not know all sites and addresses yet",
            "Start presswerk serve anew if this stays.",
        )
    else:
        yield well("Front", "every change is applied, and it knows all sites")


def precedence(config: Config) -> Iterator[Finding]:
    """Whether the front goes before everything else, where setting front_realtime wants it."""
    if not config.front_realtime:
        return
    # Each gives it back for some seconds when it had no rest; not all of them do so at once.
    fronts = running.fronts(config.data)
    if not fronts:
        yield well("Precedence", "the front asks the system for it when it starts")
    elif any(map(_goes_first, fronts)):
        yield well("Precedence", "the front goes before everything else")
    else:
        yield attention(
            "Precedence",
            "setting front_realtime is on, but the system does not permit it",
            "Add LimitRTPRIO=1 to the unit of systemd, or give the container the capability SYS_NICE.",
        )


def _goes_first(process: int) -> bool:
    with contextlib.suppress(OSError):
        return os.sched_getscheduler(process) & ~os.SCHED_RESET_ON_FORK == os.SCHED_RR
    return False


def shared_cache(config: Config) -> Iterator[Finding]:
    """Whether the shared cache takes the purges."""
    from presswerk.bake.models import SharedCache

    if not config.cdn_purge_url:
        return
    row = SharedCache.objects.filter(url=config.cdn_purge_url).first()
    if row is None:
        yield attention("Shared cache", "it was never told of a purge", "Start presswerk worker.")
    elif row.failing_since is not None:
        moment = row.failing_since.astimezone().strftime("%Y-%m-%d %H:%M")
        yield wrong(
            "Shared cache",
            f"it has taken no purge since {moment}: {row.last_error}",
            "Correct PRESSWERK_CDN_PURGE_URL, PRESSWERK_CDN_KIND and PRESSWERK_CDN_TOKEN, or mend the cache.",
        )
    else:
        yield well("Shared cache", f"it is told of purges ({row.sent:,} keys so far)")
