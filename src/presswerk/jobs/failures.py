"""What has been given up, of whatever kind, and the two things a person may do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from presswerk.jobs.models import OutboxItem, TimedJob

SHOWN = 50


@dataclass(frozen=True)
class Failure:
    """One piece of work that was given up."""

    kind: str
    pk: str
    title: str
    about: str
    error: str
    failed_at: datetime
    attempts: int

    @property
    def summary(self) -> str:
        """The first line of the error."""
        return self.error.strip().split("\n", 1)[0]


def failures() -> list[Failure]:
    """The last SHOWN failures of each kind, the newest first. Three queries, however many there are."""
    found = [
        *map(_of_timed_job, _failed("timed").order_by("-failed_at")[:SHOWN]),
        *map(_of_outbox_item, _failed("outbox").order_by("-failed_at")[:SHOWN]),
        *map(_of_task, _failed("task").order_by("-finished_at")[:SHOWN]),
    ]
    return sorted(found, key=lambda failure: failure.failed_at, reverse=True)


def failed_count(at_most: int) -> int:
    """How many failures there are, counted up to a bound for each kind."""
    return sum(_failed(kind).order_by()[:at_most].count() for kind in KINDS)


def retry(kind: str, pk: str) -> bool:
    """Begin again with fresh attempts. False if it is not among the failures any more."""
    return _RETRY[kind](_failed(kind).filter(pk=pk))


def retry_all() -> int:
    """Begin again with every failure shown. Returns how many were."""
    return sum(retry(failure.kind, failure.pk) for failure in failures())


def discard(kind: str, pk: str) -> bool:
    """Delete it for good. False if it is not among the failures any more."""
    deleted, _ = _failed(kind).filter(pk=pk).order_by().delete()
    return deleted > 0


def _failed(kind: str) -> QuerySet[Any, Any]:
    if kind == "task":
        return DBTaskResult.objects.failed()
    rows = TimedJob.objects.all() if kind == "timed" else OutboxItem.objects.all()
    return rows.filter(failed_at__isnull=False)


def _retry_timed_job(row: QuerySet[TimedJob, TimedJob]) -> bool:
    return bool(row.update(failed_at=None, attempts=0, due_at=timezone.now()))


def _retry_outbox_item(row: QuerySet[OutboxItem, OutboxItem]) -> bool:
    try:
        with transaction.atomic():
            return bool(row.update(failed_at=None, attempts=0, due_at=timezone.now()))
    except IntegrityError:  # a newer item of the same key waits already, so this one is out of date
        deleted, _ = row.delete()
        return deleted > 0


def _retry_task(row: QuerySet[DBTaskResult, DBTaskResult]) -> bool:
    return bool(
        row.order_by().update(
            status=TaskResultStatus.READY,
            worker_ids=[],
            started_at=None,
            finished_at=None,
            run_after=get_date_max(),
            exception_class_path="",
            traceback="",
        )
    )


_RETRY: dict[str, Callable[[QuerySet[Any, Any]], bool]] = {
    "timed": _retry_timed_job,
    "outbox": _retry_outbox_item,
    "task": _retry_task,
}
KINDS = tuple(_RETRY)


def _of_timed_job(job: TimedJob) -> Failure:
    assert job.failed_at
    return Failure("timed", str(job.pk), job.name, job.key, job.last_error, job.failed_at, job.attempts)


def _of_outbox_item(item: OutboxItem) -> Failure:
    assert item.failed_at
    subject = item.payload.get("subject", "") if isinstance(item.payload, dict) else ""
    return Failure(
        "outbox", str(item.pk), item.kind, item.key or subject, item.last_error, item.failed_at, item.attempts
    )


def _of_task(task: DBTaskResult) -> Failure:
    failed_at = task.finished_at or task.enqueued_at
    trace = task.traceback.strip()
    last_line = trace.rsplit("\n", 1)[-1]
    name = task.task_path.rsplit(".", 1)[-1]
    error = f"{last_line}\n\n{trace}"
    attempts = max(len(task.worker_ids), 1)
    return Failure("task", str(task.pk), name, task.task_path, error, failed_at, attempts)
