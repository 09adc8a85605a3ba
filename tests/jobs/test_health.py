from datetime import timedelta

import pytest
from django.utils import timezone, translation

from presswerk import jobs
from presswerk.jobs.models import Heartbeat, OutboxItem, PeriodicRun, TimedJob

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def beat(minutes_ago: float) -> None:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    Heartbeat.objects.create(worker=f"w{minutes_ago}", pid=7, host="press", started_at=at, at=at)


def levels() -> list[str]:
    return [finding.level for finding in jobs.health()]


def test_all_is_well_while_a_worker_beats_and_nothing_waits_too_long():
    beat(10)
    beat(0)
    assert levels() == ["ok", "ok", "ok", "ok"]
    assert jobs.health()[0].message == "A worker is alive on press (process 7)."


def test_without_a_worker_it_says_how_to_start_one():
    finding = jobs.health()[0]
    assert (finding.level, finding.message) == ("error", "No worker is running.")
    assert "presswerk worker" in finding.hint


def test_a_silent_worker_is_named_with_its_last_sign_of_life():
    beat(10)
    finding = jobs.health()[0]
    assert finding.level == "error"
    assert finding.message == "The last sign of life of a worker came 10 minutes ago, from press."


def test_overdue_work_is_a_warning():
    beat(0)
    ten_minutes_ago = timezone.now() - timedelta(minutes=10)
    TimedJob.objects.create(key="a", name="x", due_at=ten_minutes_ago)
    OutboxItem.objects.create(kind="x", payload={}, due_at=ten_minutes_ago)
    assert levels() == ["ok", "warning", "ok", "ok"]
    assert jobs.health()[1].message == "2 jobs are more than five minutes overdue."


def test_failures_are_a_warning():
    beat(0)
    TimedJob.objects.create(key="a", name="x", due_at=timezone.now(), failed_at=timezone.now())
    assert levels() == ["ok", "ok", "warning", "ok"]
    assert jobs.health()[2].message == "1 job has failed."


def test_a_regular_job_whose_last_run_was_given_up_is_named():
    PeriodicRun.objects.create(name="site: tidy", next_due=timezone.now(), last_error="OSError: no")
    PeriodicRun.objects.create(name="tries again", next_due=timezone.now(), last_error="no", attempts=2)
    finding = jobs.health()[3]
    assert (finding.level, finding.message) == ("warning", "Failed at their last run: site: tidy.")
