"""The daily backup: whether there is one, and how old it is. Only names of files are looked at."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from presswerk.conf import Config
from presswerk.transfer.backup.rotation import moment_of

OLDEST = timedelta(hours=36)


@dataclass(frozen=True)
class DailyBackup:
    """What lies in the folder; ``unreadable`` says why nothing can be known."""

    folder: Path
    count: int = 0
    last: datetime | None = None
    is_overdue: bool = False
    unreadable: str = ""


def daily_backup(config: Config, now: datetime | None = None) -> DailyBackup | None:
    """None where the settings name no folder for it."""
    if not config.backup_folder:
        return None
    folder = Path(config.backup_folder)
    try:
        moments = [moment for path in folder.iterdir() if (moment := moment_of(path.name))]
    except OSError as error:
        return DailyBackup(folder, unreadable=error.strerror or str(error))
    last = max(moments, default=None)
    is_overdue = last is None or (now or datetime.now(UTC)) - last > OLDEST
    return DailyBackup(folder, len(moments), last, is_overdue)
