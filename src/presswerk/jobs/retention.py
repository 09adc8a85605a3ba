"""Deletes what nobody needs any more, so that the tables stay small and hold no old personal data."""

from datetime import timedelta

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from presswerk.jobs.periodic_jobs import every, registered

KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=30)
CHUNK = 500


def register() -> None:
    """Tidy up each night."""
    every("jobs: delete what is over", "daily 03:40", delete_what_is_over)


def delete_what_is_over() -> int:
    """Delete what was done over 7 days ago and what failed over 30 days ago. Returns the rows deleted."""
    from presswerk.jobs.models import OutboxItem, PeriodicRun, TimedJob

    now = timezone.now()
    done, failed = now - KEEP_DONE, now - KEEP_FAILED
    over: tuple[QuerySet[Model, Model], ...] = (
        OutboxItem.objects.filter(delivered_at__lt=done),
        OutboxItem.objects.filter(failed_at__lt=failed),
        TimedJob.objects.filter(failed_at__lt=failed),
        DBTaskResult.objects.filter(
            Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=done)
            | Q(status=TaskResultStatus.FAILED, finished_at__lt=failed)
        ),
        # Periodic jobs that this and every other version running has given up.
        PeriodicRun.objects.filter(next_due__lt=done, claimed_by="").exclude(name__in=list(registered)),
    )
    return sum(_delete_in_chunks(rows) for rows in over)


def _delete_in_chunks(rows: QuerySet[Model, Model]) -> int:
    """Delete in short transactions, so that nobody waits for SQLite's write lock."""
    total = 0
    while chunk := list(rows.order_by().values_list("pk", flat=True)[:CHUNK]):
        # The condition is asked again: a row may have been retried since it was listed.
        deleted, _ = rows.filter(pk__in=chunk).order_by().delete()
        total += deleted
    return total
