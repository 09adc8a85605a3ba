"""The clock: publishing on time needs a right one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from presswerk.cli.checks.finding import Finding, well, wrong
from presswerk.conf import Config

TOLERANCE = timedelta(minutes=2)  # two nodes' clocks may differ a little
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # this program is younger


def clock(config: Config) -> Iterator[Finding]:
    """Not before this program was written, and not before the newest row of the database."""
    now = datetime.now(UTC)
    mend = "Set the clock, best by a time service: timedatectl set-ntp true."
    newest = newest_row()
    if now < EARLIEST:
        yield wrong("Clock", f"it says {now:%Y-%m-%d %H:%M} UTC", mend)
    elif newest is not None and newest > now + TOLERANCE:
        yield wrong(
            "Clock", f"it says {now:%Y-%m-%d %H:%M} UTC, and rows of {newest:%Y-%m-%d %H:%M} are there", mend
        )
    else:
        yield well("Clock", f"{now:%Y-%m-%d %H:%M} UTC")


def newest_row() -> datetime | None:
    """When the newest row was written, as far as the database tells it; None in an empty one."""
    from django.db import Error
    from django.db.migrations.recorder import MigrationRecorder
    from wagtail.models import ModelLogEntry, PageLogEntry

    from presswerk.jobs.models import Heartbeat

    sources = (
        (MigrationRecorder.Migration, "applied"),
        (PageLogEntry, "timestamp"),
        (ModelLogEntry, "timestamp"),
        (Heartbeat, "at"),
    )
    moments = []
    for model, field in sources:
        try:
            moments.append(model.objects.order_by(f"-{field}").values_list(field, flat=True).first())
        except Error:  # the table is not there yet; the database's own check says so
            continue
    return max((moment for moment in moments if moment is not None), default=None)
