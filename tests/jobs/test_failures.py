import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from presswerk import jobs
from presswerk.jobs import failures
from presswerk.jobs.models import OutboxItem, TimedJob
from presswerk.jobs.task_loop import SLOW, TaskLoop
from tests.jobs.sample import work

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def one_of_each(clock):
    """One failure of each kind, by kind."""
    now = timezone.now()
    job = TimedJob.objects.create(
        key="publish:1",
        name="newsroom.publish",
        due_at=now,
        failed_at=now,
        attempts=20,
        last_error="A: a\n\ntrace",
    )
    item = OutboxItem.objects.create(
        kind="mail", payload={"subject": "Hello"}, failed_at=now, attempts=3, last_error="B: b"
    )
    task = work.fail.enqueue()
    TaskLoop(SLOW, "presswerk-1", clock).step()
    return {"timed": str(job.pk), "outbox": str(item.pk), "task": task.id}


def test_failures_of_each_kind_are_told_alike(one_of_each):
    told = {failure.kind: failure for failure in failures.failures()}
    assert {kind: failure.pk for kind, failure in told.items()} == one_of_each
    assert (told["timed"].title, told["timed"].about, told["timed"].summary) == (
        "newsroom.publish",
        "publish:1",
        "A: a",
    )
    assert (told["outbox"].title, told["outbox"].about, told["outbox"].attempts) == ("mail", "Hello", 3)
    assert (told["task"].title, told["task"].summary) == ("fail", "RuntimeError: The picture is broken.")
    assert "Traceback" in told["task"].error


def test_a_retry_begins_with_fresh_attempts(one_of_each):
    for kind, pk in one_of_each.items():
        assert failures.retry(kind, pk) is True
    assert failures.failures() == []
    job, item, task = TimedJob.objects.get(), OutboxItem.objects.get(), DBTaskResult.objects.get()
    assert job.attempts == item.attempts == 0
    assert max(job.due_at, item.due_at) <= timezone.now()
    assert (task.status, task.worker_ids, task.traceback, task.finished_at) == ("READY", [], "", None)


def test_discard_deletes_it(one_of_each):
    for kind, pk in one_of_each.items():
        assert failures.discard(kind, pk) is True
    assert not TimedJob.objects.exists()
    assert not OutboxItem.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_what_has_not_failed_is_neither_retried_nor_discarded():
    jobs.outbox.add("mail", payload={})
    task = work.add.enqueue(1, 2)
    item = OutboxItem.objects.get()
    for kind, pk in (("outbox", str(item.pk)), ("task", task.id), ("timed", "1")):
        assert failures.retry(kind, pk) is False
        assert failures.discard(kind, pk) is False


def test_the_retry_of_an_item_gives_way_to_a_newer_one_of_its_key():
    old = OutboxItem.objects.create(kind="websub", key="1", payload={"n": 1}, failed_at=timezone.now())
    jobs.outbox.add("websub", key=1, payload={"n": 2})
    assert failures.retry("outbox", str(old.pk)) is True
    assert OutboxItem.objects.get().payload == {"n": 2}


def test_all_are_retried_at_once(one_of_each):
    assert failures.retry_all() == 3
    assert failures.failed_count(100) == 0


def test_they_are_counted_up_to_a_bound():
    now = timezone.now()
    TimedJob.objects.bulk_create(
        [TimedJob(key=str(number), name="x", due_at=now, failed_at=now) for number in range(20)]
    )
    assert failures.failed_count(at_most=10) == 10
