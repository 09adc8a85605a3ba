"""Runs timed jobs at their moment, each in a transaction of its own."""

import logging

from django.db import transaction

from presswerk.jobs import backoff
from presswerk.jobs.clock import POLL_SECONDS, Clock, pause_until
from presswerk.jobs.failure_text import failure_text
from presswerk.jobs.models import TimedJob, waiting_jobs
from presswerk.jobs.timed_jobs import function_named

logger = logging.getLogger(__name__)

LOCKED_BY_OTHERS_SECONDS = 0.05


class TimedLoop:
    """The row is the claim: it is locked and deleted in the transaction in which its function runs.

    Two workers therefore never run the same job, a crash leaves it as if it had not begun, and the effect of
    the function and the end of the job are one fact. On SQLite the transaction itself is the lock (it begins
    IMMEDIATE), on PostgreSQL the row, and others skip it.
    """

    def __init__(self, clock: Clock):
        self._clock = clock

    def step(self) -> float:
        """Run the first job that is due; seconds until there may be another."""
        due_at = waiting_jobs().values_list("due_at", flat=True).first()
        if due_at is None:
            return POLL_SECONDS
        now = self._clock.now()
        if due_at > now:
            return pause_until(due_at, now)
        return 0.0 if self._run_first_due() else LOCKED_BY_OTHERS_SECONDS

    def _run_first_due(self) -> bool:
        job = None
        try:
            with transaction.atomic():
                due = waiting_jobs().filter(due_at__lte=self._clock.now())
                job = due.select_for_update(skip_locked=True).first()
                if job is None:
                    return False
                # Deleted first, so that the function may plan itself anew under the same key.
                TimedJob.objects.filter(pk=job.pk).delete()
                function_named(job.name)(**job.params)
        except Exception as error:
            if job is None:
                raise
            self._record_failure(job, error)
        return True

    def _record_failure(self, job: TimedJob, error: Exception) -> None:
        attempt = job.attempts + 1
        now = self._clock.now()
        gives_up = backoff.TIMED.gives_up_after(attempt)
        logger.error("Timed job %s failed (attempt %d).", job, attempt, exc_info=error)
        # Only the row that failed: whoever has planned the same key anew meanwhile starts afresh.
        TimedJob.objects.filter(pk=job.pk, due_at=job.due_at, attempts=job.attempts).update(
            attempts=attempt,
            last_error=failure_text(error),
            due_at=now + backoff.TIMED.delay(attempt),
            failed_at=now if gives_up else None,
        )
