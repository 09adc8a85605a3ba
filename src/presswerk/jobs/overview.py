"""What the jobs screen shows besides the failures; a fixed number of queries, however much there is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from presswerk.jobs.findings import SILENT_AFTER
from presswerk.jobs.models import Heartbeat, PeriodicRun, TimedJob, open_items, waiting_jobs
from presswerk.jobs.task_loop import SLOW, URGENT

SHOWN_PLANNED = 20
COUNTED = 1000


@dataclass(frozen=True)
class Count:
    """How many of something, counted no further than COUNTED."""

    number: int

    @property
    def is_more(self) -> bool:
        """Whether there are more than `number`."""
        return self.number > COUNTED

    @property
    def shown(self) -> int:
        """The number to show, with "more than" before it if `is_more`."""
        return min(self.number, COUNTED)


@dataclass(frozen=True)
class Waiting:
    """What is still to do."""

    urgent: Count
    slow: Count
    outbox: Count


@dataclass(frozen=True)
class WorkerSeen:
    """A worker and whether it has given a sign of life of late."""

    beat: Heartbeat
    is_alive: bool


def workers(now: datetime) -> list[WorkerSeen]:
    """All workers with a heartbeat, the latest first."""
    return [WorkerSeen(beat, now - beat.at <= SILENT_AFTER) for beat in Heartbeat.objects.order_by("-at")]


def periodic_runs() -> list[PeriodicRun]:
    """All periodic jobs by name."""
    return list(PeriodicRun.objects.order_by("name"))


def planned_jobs() -> list[TimedJob]:
    """The timed jobs that come next."""
    return list(waiting_jobs()[:SHOWN_PLANNED])


def waiting() -> Waiting:
    """How much is still to do."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return Waiting(
        urgent=_count(ready.filter(queue_name__in=URGENT)),
        slow=_count(ready.filter(queue_name__in=SLOW)),
        outbox=_count(open_items()),
    )


def run_now(name: str, now: datetime) -> bool:
    """Let a periodic job run at once. False if it is running or unknown."""
    return bool(PeriodicRun.objects.filter(name=name, claimed_by="").update(next_due=now, attempts=0))


def _count(rows: "QuerySet[DBTaskResult, DBTaskResult] | QuerySet") -> Count:
    return Count(rows.order_by()[: COUNTED + 1].count())
