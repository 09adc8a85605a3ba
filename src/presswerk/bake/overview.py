"""What the bake's screen shows, of the machine that answers; a fixed number of queries."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from presswerk.bake.models import Purge, SharedCache
from presswerk.bake.node import store_of_this_node
from presswerk.bake.store import Address, Status

SHOWN_HOURS = 24
SHOWN_PURGES = 20
SHOWN_PAGES = 20
CURRENT_SECONDS = 5.0


@dataclass(frozen=True)
class ShownHour:
    """One hour, with the mean time of its renderings in milliseconds (None without any)."""

    began: datetime
    hits: int
    renders: int
    purges: int
    mean_ms: int | None


@dataclass(frozen=True)
class ShownPage:
    """A rendering that took long."""

    path: str
    milliseconds: int
    at: datetime


@dataclass(frozen=True)
class Overview:
    """All of it; ``status`` is None where there is no store."""

    status: Status | None
    is_current: bool
    fill_percent: int
    hours: list[ShownHour]
    slowest: list[ShownPage]
    purges: list[Purge]
    caches: list[SharedCache]

    @property
    def hits(self) -> int:
        """Answers from the store in the hours shown."""
        return sum(hour.hits for hour in self.hours)

    @property
    def renders(self) -> int:
        """Renderings in the hours shown."""
        return sum(hour.renders for hour in self.hours)

    @property
    def purged(self) -> int:
        """Purges in the hours shown."""
        return sum(hour.purges for hour in self.hours)


def overview() -> Overview:
    """Read the store and the log."""
    store = store_of_this_node()
    status, figures = store.status(), store.figures()
    since = time.time() - SHOWN_HOURS * 3600
    return Overview(
        status=status,
        is_current=status is not None and time.time() - status.caught_up_at <= CURRENT_SECONDS,
        fill_percent=round(100 * status.size / status.most_size) if status else 0,
        hours=[
            ShownHour(
                datetime.fromtimestamp(hour.began, UTC),
                hour.hits,
                hour.renders,
                hour.purges,
                round(1000 * hour.seconds / hour.renders) if hour.renders else None,
            )
            for hour in (figures.hours if figures else [])
            if hour.began > since
        ],
        slowest=[
            ShownPage(
                Address.parse(page.address).path,
                round(1000 * page.seconds),
                datetime.fromtimestamp(page.at, UTC),
            )
            for page in (figures.slowest if figures else [])[:SHOWN_PAGES]
        ],
        purges=list(Purge.objects.order_by("-sequence")[:SHOWN_PURGES]),
        caches=list(SharedCache.objects.order_by("url")),
    )
