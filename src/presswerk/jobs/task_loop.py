"""Runs background tasks of django-tasks-db, one queue after the other.

The claim is our own: the worker of django-tasks-db takes SQLite's write lock at each look at an empty queue,
and takes over the signals of the process. How a task is run and recorded is its `Worker.run_task`.
"""

import logging
from uuid import UUID

from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from presswerk.jobs.clock import POLL_SECONDS, Clock

logger = logging.getLogger(__name__)

BACKEND = "default"
URGENT = ("urgent", "default")
SLOW = ("slow",)


class TaskLoop:
    """Takes the first ready task of the first of its queues that has one."""

    def __init__(self, queues: tuple[str, ...], worker_id: str, clock: Clock):
        self._queues = queues
        self._worker_id = worker_id
        self._clock = clock
        self._in_hand: UUID | None = None
        self._last_worked = clock.monotonic()
        self._runner = Worker(
            queue_names=list(queues),
            interval=0,
            batch=False,
            backend_name=BACKEND,
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )

    def step(self) -> float:
        """Run one task; seconds until there may be another."""
        self.give_back()
        for queue in self._queues:
            task = first_ready(queue)
            if task is not None:
                if self._claim(task):
                    self._runner.run_task(task)
                    self._in_hand = None
                    self._last_worked = self._clock.monotonic()
                return 0.0
        return POLL_SECONDS

    def _claim(self, task: DBTaskResult) -> bool:
        task.status = TaskResultStatus.RUNNING
        task.started_at = self._clock.now()
        task.worker_ids = [*task.worker_ids, self._worker_id]
        claimed = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.READY).update(
            status=task.status, started_at=task.started_at, worker_ids=task.worker_ids
        )
        if claimed:
            self._in_hand = task.pk
        return bool(claimed)

    def give_back(self) -> bool:
        """Make the task in hand ready again, after its end could not be recorded or because it is cut short.

        May be called from another thread at the stop. False if there was none.
        """
        if self._in_hand is None:
            return False
        running = DBTaskResult.objects.filter(pk=self._in_hand, status=TaskResultStatus.RUNNING)
        for worker_ids in running.values_list("worker_ids", flat=True):
            running.update(status=TaskResultStatus.READY, worker_ids=worker_ids[:-1])
            logger.warning("Task %s was cut short and will run again.", self._in_hand)
        self._in_hand = None
        return True

    def is_idle_for(self, seconds: float) -> bool:
        """Whether so long has passed since the end of the last task."""
        return self._in_hand is None and self._clock.monotonic() - self._last_worked >= seconds


def first_ready(queue: str) -> DBTaskResult | None:
    """The task of this queue that runs next. Costs the same however many wait (index jobs_task_ready)."""
    return DBTaskResult.objects.ready().filter(backend_name=BACKEND, queue_name=queue).first()
