"""Takes back what dead workers had in hand, so that others do it."""

import logging
from collections.abc import Collection

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from presswerk.jobs import backoff
from presswerk.jobs.clock import Clock
from presswerk.jobs.models import Heartbeat, PeriodicRun, open_items, waiting_jobs
from presswerk.jobs.presence import ID_PREFIX, Watch

logger = logging.getLogger(__name__)

DEATHS_PER_TASK = 3


class WorkerDied(Exception):
    """Stored with a task that has taken its worker with it again and again."""


def release_the_claims_of_the_dead(watch: Watch, clock: Clock) -> int:
    """Give back all claims of workers that are not alive. Returns how many workers were found dead."""
    # The claims are read before the heartbeats: a worker announces itself before it claims anything, so a
    # claimant without a heartbeat cannot be one that has only just begun.
    claimants = _claimants()
    alive, dead = watch.look()
    dead |= claimants - alive
    if dead:
        logger.warning("Giving back the work of %d workers that have died.", len(dead))
        release(dead, clock)
    return len(dead)


def release(worker_ids: Collection[str], clock: Clock) -> None:
    """Give back the claims of these workers and forget them, in one transaction."""
    with transaction.atomic():
        open_items().filter(claimed_by__in=worker_ids).update(claimed_by="")
        PeriodicRun.objects.filter(claimed_by__in=worker_ids).update(claimed_by="")
        for task in _running_tasks():
            if task.worker_ids[-1] in worker_ids:
                _release_task(task, clock)
        Heartbeat.objects.filter(worker__in=worker_ids).delete()


def forget_a_clock_that_was_ahead(clock: Clock) -> None:
    """Bring back retries that a clock since set back has put further off than any back-off would."""
    now = clock.now()
    margin = 2  # jitter adds a quarter
    late_jobs = waiting_jobs().filter(attempts__gt=0, due_at__gt=now + backoff.TIMED.longest * margin)
    late_items = open_items().filter(due_at__gt=now + backoff.OUTBOX.longest * margin)
    for late in (late_jobs, late_items):
        if late.exists():
            late.update(due_at=now)


def _claimants() -> set[str]:
    of_items = open_items().exclude(claimed_by="").values_list("claimed_by", flat=True)
    of_runs = PeriodicRun.objects.exclude(claimed_by="").values_list("claimed_by", flat=True)
    return {*of_items, *of_runs, *(task.worker_ids[-1] for task in _running_tasks())}


def _running_tasks() -> list[DBTaskResult]:
    """Tasks that one of our workers has claimed; those of django-tasks-db's own worker are its own affair."""
    running = DBTaskResult.objects.running().only("pk", "worker_ids", "started_at", "queue_name")
    return [task for task in running if task.worker_ids and task.worker_ids[-1].startswith(ID_PREFIX)]


def _release_task(task: DBTaskResult, clock: Clock) -> None:
    same_claim = DBTaskResult.objects.filter(
        pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
    )
    if len(task.worker_ids) < DEATHS_PER_TASK:
        same_claim.update(status=TaskResultStatus.READY)
        return
    same_claim.update(
        status=TaskResultStatus.FAILED,
        finished_at=clock.now(),
        exception_class_path=f"{WorkerDied.__module__}.{WorkerDied.__qualname__}",
        traceback=f"The worker died {len(task.worker_ids)} times while running this task.",
    )
