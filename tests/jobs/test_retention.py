from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from presswerk.jobs import periodic_jobs, retention
from presswerk.jobs.models import OutboxItem, PeriodicRun, TimedJob
from presswerk.jobs.retention import delete_what_is_over

pytestmark = pytest.mark.usefixtures("database")


def ago(**by: float) -> datetime:
    return timezone.now() - timedelta(**by)


def task(status: str, finished_at: datetime | None = None) -> DBTaskResult:
    return DBTaskResult.objects.create(
        args_kwargs={}, task_path="x", backend_name="default", run_after=get_date_max(), status=status,
        finished_at=finished_at,
    )  # fmt: skip


def item(**fields: Any) -> OutboxItem:
    return OutboxItem.objects.create(kind="test", payload={}, **fields)


def test_what_is_done_is_kept_for_a_week_and_what_failed_for_a_month():
    kept = [
        task("SUCCESSFUL", ago(days=6)),
        task("FAILED", ago(days=29)),
        task("READY"),
        task("RUNNING"),
        item(delivered_at=ago(days=6)),
        item(failed_at=ago(days=29)),
        item(created_at=ago(days=400), due_at=ago(days=400)),
        TimedJob.objects.create(key="a", name="x", due_at=ago(days=400)),
        TimedJob.objects.create(key="b", name="x", due_at=ago(days=29), failed_at=ago(days=29)),
    ]
    task("SUCCESSFUL", ago(days=8))
    task("FAILED", ago(days=31))
    item(delivered_at=ago(days=8))
    item(failed_at=ago(days=31))
    TimedJob.objects.create(key="c", name="x", due_at=ago(days=31), failed_at=ago(days=31))
    assert delete_what_is_over() == 5
    left = [*DBTaskResult.objects.all(), *OutboxItem.objects.all(), *TimedJob.objects.all()]
    assert {(type(row), row.pk) for row in left} == {(type(row), row.pk) for row in kept}


def test_it_deletes_in_short_transactions(monkeypatch):
    monkeypatch.setattr(retention, "CHUNK", 10)
    OutboxItem.objects.bulk_create(
        [OutboxItem(kind="test", payload={}, delivered_at=ago(days=8)) for _ in range(35)]
    )
    with CaptureQueriesContext(connection) as queries:
        assert delete_what_is_over() == 35
    assert sum(query["sql"].startswith("DELETE") for query in queries.captured_queries) == 4


def test_periodic_jobs_that_no_version_runs_any_more_are_forgotten():
    periodic_jobs.every("known", timedelta(days=1), print)
    PeriodicRun.objects.create(name="known", next_due=ago(days=8))
    PeriodicRun.objects.create(name="given up", next_due=ago(days=8))
    PeriodicRun.objects.create(name="of a newer version", next_due=ago(days=1))
    delete_what_is_over()
    assert set(PeriodicRun.objects.values_list("name", flat=True)) == {"known", "of a newer version"}
