"""What is wrong with the machine and the ready pages, in words, with the next step. Needs Django set up."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from presswerk import conf
from presswerk.jobs.alerts import Trouble
from presswerk.site.condition import running
from presswerk.site.condition.daily_backup import daily_backup
from presswerk.site.condition.disk import room_for
from presswerk.site.condition.ready_pages import is_behind, recent_troubles

# A loaded machine falls behind for a moment; people are told of what lasts.
LASTING_SECONDS = 60.0


def troubles(now: datetime | None = None) -> Iterator[Trouble]:
    """Disk, daily backup, store of ready pages, front. No query of the database."""
    yield from _disk()
    yield from _backup(now)
    yield from _store()
    yield from _front()


def _disk() -> Iterator[Trouble]:
    data = conf.current().data
    room = room_for(data)
    # The figure is not in the sentence: it changes, and the trouble stays the same.
    if room.is_gone:
        yield Trouble(
            "disk-full",
            _("The disk is full: less than 100 MB are free in %(path)s.") % {"path": data},
            _("Free some space now: nothing can be saved when none is left."),
        )
    elif room.is_short:
        yield Trouble(
            "disk",
            _("The disk is nearly full: less than 1 GB is free in %(path)s.") % {"path": data},
            _("Free some space soon, or move the data folder."),
        )


def _backup(now: datetime | None) -> Iterator[Trouble]:
    made = daily_backup(conf.current(), now)
    if made is None:
        return
    if made.unreadable:
        yield Trouble(
            "backup",
            _("No backup can be made: %(folder)s: %(reason)s.")
            % {"folder": made.folder, "reason": made.unreadable},
            _("Make the folder, and give the user of Presswerk the right to write it."),
        )
    elif made.is_overdue:
        sentence = _("The daily backup is overdue; there is none yet.")
        if made.last:
            sentence = _("The daily backup is overdue; the last one was made on %(moment)s.") % {
                "moment": f"{made.last:%Y-%m-%d %H:%M} UTC"
            }
        yield Trouble(
            "backup",
            sentence,
            _("See under Reports › Jobs whether it has failed, and that a worker runs."),
        )


def _store() -> Iterator[Trouble]:
    words = {
        "damaged": (
            _("The store of ready pages was damaged in the last day and began anew."),
            _("Nothing is lost. If it comes again, have disk and memory of the machine tested."),
        ),
        "full": (
            _("The store of ready pages was full in the last day and was emptied."),
            _("Nothing is lost. If it comes again, raise the setting bake_megabytes."),
        ),
        "away": (
            _("The store of ready pages could not be used in the last day, and pages came slowly."),
            _("Free space on the disk, and let the user of Presswerk write the folder bake/."),
        ),
    }
    for kind in dict.fromkeys(one.kind for one in recent_troubles(conf.current().data)):
        if kind in words:
            yield Trouble(f"store-{kind}", *words[kind])


def _front() -> Iterator[Trouble]:
    from presswerk.bake.node import current_plan

    if (
        current_plan() is None
        or not running.is_running(conf.current().data)
        or not is_behind(LASTING_SECONDS)
    ):
        return
    yield Trouble(
        "front",
        _("Changes do not reach the ready pages, so every page is rendered, and slowly."),
        _("See what the web server’s log says of purges, and start presswerk serve anew."),
    )
