from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from presswerk import jobs
from presswerk.jobs import backoff
from presswerk.jobs.clock import POLL_SECONDS, Clock
from presswerk.jobs.models import TimedJob
from presswerk.jobs.timed_loop import TimedLoop

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def called():
    return []


@pytest.fixture
def note(called):
    @jobs.timed("test.note")
    def note(text: str) -> None:
        called.append(text)

    return note


@pytest.fixture
def fail(clock):
    @jobs.timed("test.fail")
    def fail() -> None:
        TimedJob.objects.create(key="half done", name="test.note", due_at=clock.now() + timedelta(days=400))
        raise RuntimeError("The press is broken.")

    return fail


def run_all_due(loop: TimedLoop) -> None:
    while loop.step() == 0.0:
        pass


def test_a_job_runs_when_it_is_due_and_not_before(clock, note, called):
    loop = TimedLoop(clock)
    jobs.at(clock.now() + timedelta(seconds=10), note, key="a", text="a")
    run_all_due(loop)
    assert called == []
    clock.advance(seconds=10)
    run_all_due(loop)
    assert called == ["a"]
    assert not TimedJob.objects.exists()


def test_jobs_run_in_the_order_of_their_moments(clock, note, called):
    for seconds in (3, 1, 2):
        jobs.at(clock.now() - timedelta(seconds=seconds), note, key=str(seconds), text=str(seconds))
    run_all_due(TimedLoop(clock))
    assert called == ["3", "2", "1"]


def test_it_sleeps_until_the_next_due_moment(clock, note):
    jobs.at(clock.now() + timedelta(milliseconds=120), note, key="a", text="a")
    assert TimedLoop(clock).step() == pytest.approx(0.12)


def test_it_never_sleeps_longer_than_the_poll(clock, note):
    assert TimedLoop(clock).step() == POLL_SECONDS
    jobs.at(clock.now() + timedelta(days=1), note, key="a", text="a")
    assert TimedLoop(clock).step() == POLL_SECONDS


def test_an_idle_look_is_one_query_and_no_transaction(clock, note, django_assert_num_queries):
    jobs.at(clock.now() + timedelta(days=1), note, key="a", text="a")
    loop = TimedLoop(clock)
    with django_assert_num_queries(1) as queries:
        loop.step()
    assert queries.captured_queries[0]["sql"].startswith("SELECT")


def test_one_that_fails_stops_no_other(clock, note, fail, called):
    jobs.at(clock.now() - timedelta(seconds=2), fail, key="fails")
    jobs.at(clock.now() - timedelta(seconds=1), note, key="works", text="works")
    run_all_due(TimedLoop(clock))
    assert called == ["works"]


def test_a_failure_undoes_what_the_job_did_and_is_recorded_and_tried_again(clock, fail):
    jobs.at(clock.now(), fail, key="fails")
    loop = TimedLoop(clock)
    run_all_due(loop)
    job = TimedJob.objects.get()
    assert job.key == "fails"
    assert job.attempts == 1
    assert job.last_error.startswith("RuntimeError: The press is broken.")
    assert "Traceback" in job.last_error
    assert clock.now() < job.due_at <= clock.now() + timedelta(seconds=2)
    clock.advance(seconds=2)
    run_all_due(loop)
    assert TimedJob.objects.get().attempts == 2


def test_after_the_last_attempt_it_is_kept_as_failed_and_not_run_again(clock, fail):
    jobs.at(clock.now(), fail, key="fails")
    TimedJob.objects.update(attempts=backoff.TIMED.attempts - 1)
    loop = TimedLoop(clock)
    run_all_due(loop)
    assert TimedJob.objects.get().failed_at == clock.now()
    clock.advance(days=1)
    run_all_due(loop)
    assert TimedJob.objects.get().attempts == backoff.TIMED.attempts


def test_a_name_that_this_version_does_not_know_is_a_failure_like_any_other(clock):
    TimedJob.objects.create(key="a", name="test.unknown", due_at=clock.now())
    run_all_due(TimedLoop(clock))
    assert "test.unknown" in TimedJob.objects.get().last_error


def test_a_job_may_plan_itself_anew_under_its_own_key(clock):
    @jobs.timed("test.again")
    def again(left: int) -> None:
        if left:
            jobs.at(clock.now() + timedelta(minutes=1), again, key="again", left=left - 1)

    jobs.at(clock.now(), again, key="again", left=1)
    loop = TimedLoop(clock)
    run_all_due(loop)
    assert TimedJob.objects.get().params == {"left": 0}
    clock.advance(minutes=1)
    run_all_due(loop)
    assert not TimedJob.objects.exists()


def test_a_plan_changed_while_it_fails_begins_afresh(clock):
    """The failure of the old plan must not count against the new one."""

    @jobs.timed("test.replaced")
    def replaced() -> None:
        raise RuntimeError

    jobs.at(clock.now(), replaced, key="a")
    old = TimedJob.objects.get()
    jobs.at(clock.now() + timedelta(days=1), replaced, key="a")
    TimedLoop(clock)._record_failure(old, RuntimeError("late news"))
    assert TimedJob.objects.get().attempts == 0


def test_a_clock_set_forward_makes_jobs_due_at_the_next_look(clock, note, called):
    jobs.at(clock.now() + timedelta(hours=2), note, key="a", text="a")
    loop = TimedLoop(clock)
    assert loop.step() == POLL_SECONDS
    clock.set_wall(hours=3)
    run_all_due(loop)
    assert called == ["a"]


def test_a_clock_set_back_makes_jobs_wait_for_their_wall_clock_moment(clock, note, called):
    jobs.at(clock.now() + timedelta(seconds=1), note, key="a", text="a")
    loop = TimedLoop(clock)
    clock.set_wall(hours=-1)
    clock.advance(minutes=59)
    assert loop.step() == POLL_SECONDS
    clock.advance(minutes=2)
    run_all_due(loop)
    assert called == ["a"]


def test_a_job_that_became_due_while_nobody_worked_runs_at_the_start(clock, note, called):
    jobs.at(clock.now() - timedelta(days=3), note, key="a", text="a")
    run_all_due(TimedLoop(clock))
    assert called == ["a"]


def test_two_workers_never_run_the_same_job(called):
    """Both begin at once, in threads with connections of their own, on a real database."""

    @jobs.timed("test.once")
    def once(number: int) -> None:
        called.append(number)

    clock = Clock()
    with transaction.atomic():
        for number in range(40):
            jobs.at(clock.now(), once, key=str(number), number=number)
    start = Barrier(2)

    def work() -> None:
        loop = TimedLoop(clock)
        start.wait()
        while TimedJob.objects.exists():
            loop.step()
        connections.close_all()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(called) == list(range(40))


def test_on_commit_hooks_of_a_job_run_after_its_commit(clock, called):
    @jobs.timed("test.hook")
    def hook() -> None:
        transaction.on_commit(lambda: called.append(connection.in_atomic_block))

    jobs.at(clock.now(), hook, key="a")
    run_all_due(TimedLoop(clock))
    assert called == [False]
