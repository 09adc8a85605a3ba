from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from presswerk import jobs
from presswerk.jobs import backoff
from presswerk.jobs.clock import Clock
from presswerk.jobs.models import Heartbeat, OutboxItem, PeriodicRun, TimedJob
from presswerk.jobs.presence import SILENCE_SECONDS, Presence, Watch
from presswerk.jobs.recovery import (
    DEATHS_PER_TASK,
    forget_a_clock_that_was_ahead,
    release_the_claims_of_the_dead,
)
from tests.jobs.sample import work

pytestmark = pytest.mark.usefixtures("database")
DEAD = "presswerk-dead"


def running_task(*worker_ids: str) -> DBTaskResult:
    task = DBTaskResult.objects.get(pk=work.never_ends.enqueue().id)
    for worker_id in worker_ids:
        task.claim(worker_id)
    return task


def claimed_item(worker_id: str) -> OutboxItem:
    return OutboxItem.objects.create(kind="test", payload={}, claimed_by=worker_id)


def claimed_run(clock: Clock, worker_id: str) -> PeriodicRun:
    return PeriodicRun.objects.create(name=worker_id, next_due=clock.now(), claimed_by=worker_id)


def test_the_dead_give_back_everything(clock):
    task, item, run = running_task(DEAD), claimed_item(DEAD), claimed_run(clock, DEAD)
    assert release_the_claims_of_the_dead(Watch(clock), clock) == 1
    for row in (task, item, run):
        row.refresh_from_db()
    assert (task.status, item.claimed_by, run.claimed_by) == ("READY", "", "")


def test_the_living_keep_what_they_have_in_hand(clock):
    own = Presence(Heartbeat.Role.WORKER, clock)
    own.announce()
    task, item, run = (
        running_task(own.worker_id),
        claimed_item(own.worker_id),
        claimed_run(clock, own.worker_id),
    )
    assert release_the_claims_of_the_dead(Watch(clock), clock) == 0
    for row in (task, item, run):
        row.refresh_from_db()
    assert task.status == "RUNNING"
    assert item.claimed_by == run.claimed_by == own.worker_id


def test_a_worker_elsewhere_is_taken_over_from_once_it_is_silent(clock):
    Heartbeat.objects.create(
        worker=DEAD, pid=1, host="elsewhere", pid_space="x", started_at=clock.now(), at=clock.now()
    )
    item, watch = claimed_item(DEAD), Watch(clock)
    assert release_the_claims_of_the_dead(watch, clock) == 0
    clock.advance(seconds=SILENCE_SECONDS)
    assert release_the_claims_of_the_dead(watch, clock) == 1
    item.refresh_from_db()
    assert item.claimed_by == ""
    assert not Heartbeat.objects.exists()


def test_a_task_that_killed_its_worker_again_and_again_is_given_up(clock):
    task = running_task(*[f"presswerk-{number}" for number in range(DEATHS_PER_TASK)])
    release_the_claims_of_the_dead(Watch(clock), clock)
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "died 3 times" in task.traceback
    assert task.task_result.errors[0].exception_class.__name__ == "WorkerDied"


def test_tasks_of_a_worker_of_django_tasks_db_are_its_own_affair(clock):
    task = running_task("q0ikdw6cjEG3p6XyzzG4bVk1cVUxLmXL")
    assert release_the_claims_of_the_dead(Watch(clock), clock) == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"


def test_nothing_is_written_while_nobody_has_died(clock, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as queries:
        release_the_claims_of_the_dead(Watch(clock), clock)
        forget_a_clock_that_was_ahead(clock)
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


def test_retries_put_off_by_a_clock_that_was_ahead_are_brought_back(clock):
    @jobs.timed("test.publish")
    def publish() -> None: ...

    far = clock.now() + timedelta(days=4000)
    jobs.at(far, publish, key="planned")
    jobs.at(far, publish, key="retried")
    TimedJob.objects.filter(key="retried").update(attempts=3)
    OutboxItem.objects.create(kind="test", payload={}, due_at=far)
    soon = OutboxItem.objects.create(kind="test", payload={}, due_at=clock.now() + backoff.OUTBOX.longest)
    forget_a_clock_that_was_ahead(clock)
    assert TimedJob.objects.get(key="planned").due_at == far
    assert TimedJob.objects.get(key="retried").due_at == clock.now()
    assert OutboxItem.objects.exclude(pk=soon.pk).get().due_at == clock.now()
    assert OutboxItem.objects.get(pk=soon.pk).due_at == soon.due_at
