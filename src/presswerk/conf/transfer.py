"""Settings of backups."""

from typing import Annotated

from pydantic import Field

from presswerk.conf._kinds import Text, TimeOfDay
from presswerk.conf._setting import Setting

_Number = Annotated[int, Field(ge=0, le=1000)]

SETTINGS = (
    Setting(
        "backup_folder",
        Text,
        "",
        "The folder into which the worker writes a backup each day, best on another disk; nothing means that "
        "it writes none.",
    ),
    Setting(
        "backup_time", TimeOfDay, "02:30", "When the daily backup is made, in the newspaper's time zone."
    ),
    Setting("backup_keep_daily", _Number, 7, "How many days' backups stay.", "days"),
    Setting("backup_keep_weekly", _Number, 4, "How many weeks' last backups stay besides.", "weeks"),
    Setting("backup_keep_monthly", _Number, 12, "How many months' last backups stay besides.", "months"),
)
