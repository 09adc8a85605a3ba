"""Room on the disk that holds the data folder."""

import shutil
from dataclasses import dataclass
from pathlib import Path

LEAST_FREE_MEGABYTES = 100
COMFORTABLE_MEGABYTES = 1000


@dataclass(frozen=True)
class Room:
    """What is free, in MB."""

    megabytes: int

    @property
    def is_gone(self) -> bool:
        """Whether the database may stop writing at any moment."""
        return self.megabytes < LEAST_FREE_MEGABYTES

    @property
    def is_short(self) -> bool:
        """Whether somebody should free some soon."""
        return self.megabytes < COMFORTABLE_MEGABYTES


def room_for(folder: Path) -> Room:
    """Of the folder's disk; of its nearest parent's where it is not there yet."""
    while not folder.exists():
        folder = folder.parent
    return Room(shutil.disk_usage(folder).free // 1_000_000)
