"""Which backups stay: the newest of each of the last days, weeks and months that have one."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

_NAME = re.compile(r"presswerk-(\d{4}-\d{2}-\d{2}T\d{6}Z)\.tar")
_FORMAT = "%Y-%m-%dT%H%M%SZ"


class Keeping(NamedTuple):
    """How many stay of each kind."""

    daily: int
    weekly: int
    monthly: int


def name_for(moment: datetime) -> str:
    """The file name of a backup of this moment.

    >>> name_for(datetime(2026, 11, 25, 2, 30, tzinfo=UTC))
    'presswerk-2026-11-25T023000Z.tar'
    """
    return f"presswerk-{moment.astimezone(UTC).strftime(_FORMAT)}.tar"


def moment_of(name: str) -> datetime | None:
    """When the backup of this name was made; None for every other file."""
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], _FORMAT).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def kept(moments: Iterable[datetime], keeping: Keeping) -> set[datetime]:
    """The moments whose backups stay. The newest always does.

    Counted are days, weeks (from Monday) and months that have a backup, not those of the calendar: after a
    pause nothing is thrown away because it has grown old, only because something newer is there.
    """
    newest_first = sorted(set(moments), reverse=True)
    found = set(newest_first[:1])
    for number, period in zip(keeping, _PERIODS, strict=True):
        of_period: dict[object, datetime] = {}
        for moment in newest_first:
            of_period.setdefault(period(moment), moment)
        found.update(list(of_period.values())[:number])
    return found


_PERIODS: tuple[Callable[[datetime], object], ...] = (
    lambda moment: moment.date(),
    lambda moment: moment.isocalendar()[:2],
    lambda moment: (moment.year, moment.month),
)


def thrown_away(folder: Path, keeping: Keeping) -> list[Path]:
    """Backups in the folder that need not stay, the oldest first; nothing that is named otherwise."""
    there = {moment: path for path in folder.iterdir() if (moment := moment_of(path.name))}
    stay = kept(there, keeping)
    return [there[moment] for moment in sorted(there) if moment not in stay]
