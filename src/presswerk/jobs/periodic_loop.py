"""Runs periodic jobs when they are due, one after the other."""

import logging
from datetime import datetime, timedelta

from presswerk.jobs import backoff
from presswerk.jobs.clock import POLL_SECONDS, Clock, pause_until
from presswerk.jobs.failure_text import failure_text
from presswerk.jobs.models import PeriodicRun
from presswerk.jobs.periodic_jobs import PeriodicJob, registered

logger = logging.getLogger(__name__)

CLOCKS_MAY_DIFFER = timedelta(minutes=1)
"""Between machines. A worker whose clock is a little behind must not run anew what another has just run."""


class PeriodicLoop:
    """A conditional UPDATE of the row is the claim, held while the function runs outside any transaction.

    Claims of a worker that has died are given back by `presswerk.jobs.recovery`.
    """

    def __init__(self, worker_id: str, clock: Clock):
        self._worker_id = worker_id
        self._clock = clock
        self._in_hand: int | None = None

    def step(self) -> float:
        """Run the first job that is due; seconds until there may be another."""
        if self._in_hand is not None:
            self._put_back(self._in_hand)
        runs = self._idle_runs()
        if not runs:
            return POLL_SECONDS
        now = self._clock.now()
        if runs[0].next_due > now:
            return pause_until(runs[0].next_due, now)
        self._run(runs[0], registered[runs[0].name])
        return 0.0

    def _idle_runs(self) -> list[PeriodicRun]:
        """Rows of the registered jobs that no worker is running, the first due first."""
        known = {run.name: run for run in PeriodicRun.objects.filter(name__in=list(registered))}
        for job in registered.values():
            if job.name not in known:
                known[job.name] = self._first_row(job)
            else:
                self._mend_next_due(known[job.name], job)
        return sorted((run for run in known.values() if not run.claimed_by), key=lambda run: run.next_due)

    def _first_row(self, job: PeriodicJob) -> PeriodicRun:
        next_due = job.schedule.next_after(self._clock.now())
        return PeriodicRun.objects.get_or_create(name=job.name, defaults={"next_due": next_due})[0]

    def _mend_next_due(self, run: PeriodicRun, job: PeriodicJob) -> None:
        """A moment further off than the schedule allows is of a clock that was ahead, or an old schedule."""
        latest = job.schedule.next_after(self._clock.now() + CLOCKS_MAY_DIFFER)
        if run.next_due > latest:
            PeriodicRun.objects.filter(pk=run.pk, next_due=run.next_due).update(next_due=latest)
            run.next_due = latest

    def _run(self, run: PeriodicRun, job: PeriodicJob) -> None:
        attempt = run.attempts + 1
        claimed = PeriodicRun.objects.filter(pk=run.pk, claimed_by="", next_due=run.next_due).update(
            claimed_by=self._worker_id, last_started=self._clock.now(), attempts=attempt
        )
        if not claimed:
            return
        self._in_hand = run.pk
        if attempt > backoff.PERIODIC.attempts:  # each of them ended with the death of the worker
            self._settle(
                run, job.schedule.next_after(self._clock.now()), 0, "The worker died while running it."
            )
            return
        try:
            job.fn()
        except Exception as error:
            logger.error("Periodic job %s failed (attempt %d).", job.name, attempt, exc_info=error)
            self._retry_later(run, job, attempt, error)
        else:
            self._settle(run, job.schedule.next_after(self._clock.now()), 0, "")

    def _retry_later(self, run: PeriodicRun, job: PeriodicJob, attempt: int, error: Exception) -> None:
        now = self._clock.now()
        regular = job.schedule.next_after(now)
        if backoff.PERIODIC.gives_up_after(attempt):
            self._settle(run, regular, 0, failure_text(error))
        else:
            sooner = min(regular, now + backoff.PERIODIC.delay(attempt))
            self._settle(run, sooner, attempt, failure_text(error))

    def _settle(self, run: PeriodicRun, next_due: datetime, attempts: int, error: str) -> None:
        PeriodicRun.objects.filter(pk=run.pk, claimed_by=self._worker_id).update(
            claimed_by="",
            last_finished=self._clock.now(),
            next_due=next_due,
            attempts=attempts,
            last_error=error,
        )
        self._in_hand = None

    def _put_back(self, pk: int) -> None:
        """The end of the last run could not be recorded: let it run again."""
        PeriodicRun.objects.filter(pk=pk, claimed_by=self._worker_id).update(claimed_by="")
        self._in_hand = None
