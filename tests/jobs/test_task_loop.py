from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from presswerk.jobs import wake_ups
from presswerk.jobs.clock import POLL_SECONDS
from presswerk.jobs.task_loop import SLOW, URGENT, TaskLoop, first_ready
from tests.jobs.sample import work

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def urgent(clock):
    return TaskLoop(URGENT, "presswerk-1", clock)


@pytest.fixture
def slow(clock):
    return TaskLoop(SLOW, "presswerk-2", clock)


def run_all(loop: TaskLoop) -> None:
    while loop.step() == 0.0:
        pass


def test_a_task_is_run_and_its_result_kept(urgent):
    result = work.add.enqueue(2, 3)
    run_all(urgent)
    result.refresh()
    assert (result.is_finished, result.return_value) == (True, 5)


def test_each_loop_serves_its_own_queues_only(urgent, slow):
    work.add.enqueue(1, 1)
    work.fail.enqueue()
    run_all(slow)
    assert DBTaskResult.objects.get(queue_name="default").status == "READY"
    run_all(urgent)
    assert DBTaskResult.objects.get(queue_name="default").status == "SUCCESSFUL"


def test_urgent_tasks_go_before_all_others(urgent, monkeypatch):
    order = []
    monkeypatch.setattr(urgent._runner, "run_task", lambda task: order.append(task.queue_name))
    work.add.enqueue(1, 1)
    work.hurry.enqueue()
    run_all(urgent)
    assert order == ["urgent", "default"]


def test_a_task_that_fails_is_recorded_and_stops_no_other(slow):
    failing = work.fail.enqueue()
    following = work.fail.using(priority=-10).enqueue()
    run_all(slow)
    for result in (failing, following):
        result.refresh()
        assert result.status == "FAILED"
        assert "The picture is broken." in result.errors[0].traceback


def test_a_task_for_later_waits(clock, urgent):
    work.add.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(1, 1)
    assert urgent.step() == POLL_SECONDS


def test_what_another_worker_has_claimed_is_left_to_it(urgent):
    work.add.enqueue(1, 1)
    seen_by_both = first_ready("default")
    assert seen_by_both
    assert urgent._claim(seen_by_both) is True
    other = TaskLoop(URGENT, "presswerk-3", urgent._clock)
    assert other._claim(seen_by_both) is False


def test_a_task_whose_end_could_not_be_recorded_is_run_again(urgent, monkeypatch):
    work.add.enqueue(1, 1)
    with monkeypatch.context() as patch:
        patch.setattr(urgent._runner, "run_task", lambda task: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            urgent.step()
    run_all(urgent)
    task = DBTaskResult.objects.get()
    assert (task.status, task.worker_ids) == ("SUCCESSFUL", ["presswerk-1"])


def test_an_idle_look_reads_once_for_each_queue_and_never_locks(urgent, django_assert_num_queries):
    with django_assert_num_queries(2) as queries:
        assert urgent.step() == POLL_SECONDS
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


def test_it_is_idle_when_no_task_came_for_a_while(clock, urgent):
    clock.advance(seconds=59)
    assert not urgent.is_idle_for(60)
    work.add.enqueue(1, 1)
    run_all(urgent)
    clock.advance(seconds=59)
    assert not urgent.is_idle_for(60)
    clock.advance(seconds=1)
    assert urgent.is_idle_for(60)


def test_enqueuing_wakes_the_loop_after_the_commit(monkeypatch):
    topics: list[str] = []
    monkeypatch.setattr(wake_ups, "wake", topics.append)
    with transaction.atomic():
        work.add.enqueue(1, 1)
        assert topics == []
    assert topics == [wake_ups.TASKS]


def test_the_look_at_one_queue_uses_an_index_of_its_own():
    """The index of django-tasks-db serves all queues: an urgent task would wait behind 100,000 pictures."""
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's query plan")
    assert "jobs_task_ready" in DBTaskResult.objects.ready().filter(queue_name="urgent").explain()
