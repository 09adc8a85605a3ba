from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import override_settings

from presswerk import jobs
from presswerk.jobs import backoff, periodic_jobs
from presswerk.jobs.clock import POLL_SECONDS, Clock
from presswerk.jobs.models import PeriodicRun
from presswerk.jobs.periodic_loop import PeriodicLoop
from presswerk.jobs.schedules import parse

pytestmark = pytest.mark.usefixtures("database")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def loop(clock):
    return PeriodicLoop("presswerk-1", clock)


@pytest.fixture
def called():
    return []


def run_all_due(loop: PeriodicLoop) -> None:
    while loop.step() == 0.0:
        pass


def broken() -> None:
    raise RuntimeError("The press is broken.")


def test_it_runs_each_time_its_interval_has_passed(clock, loop, called):
    jobs.every("test", MINUTE, lambda: called.append(clock.now()))
    run_all_due(loop)
    assert called == []
    for _ in range(3):
        clock.advance(minutes=1)
        run_all_due(loop)
    assert len(called) == 3


def test_last_and_next_run_are_recorded(clock, loop):
    jobs.every("test", MINUTE, lambda: clock.advance(seconds=5))
    run_all_due(loop)
    clock.advance(minutes=1)
    run_all_due(loop)
    run = PeriodicRun.objects.get()
    assert run.last_started == clock.now() - timedelta(seconds=5)
    assert run.last_finished == clock.now()
    assert run.next_due == clock.now() + MINUTE
    assert (run.last_error, run.claimed_by, run.attempts) == ("", "", 0)


def test_it_follows_the_clock_on_the_wall_of_the_newsroom(clock, loop, called):
    with override_settings(TIME_ZONE="Europe/Berlin"):
        jobs.every("test", "daily 03:15", lambda: called.append(1))
        run_all_due(loop)
        for _ in range(48):
            clock.advance(hours=1)
            run_all_due(loop)
    assert len(called) == 2


def test_moments_missed_while_nobody_worked_are_made_up_for_once(clock, loop, called):
    jobs.every("test", MINUTE, lambda: called.append(1))
    run_all_due(loop)
    clock.advance(days=3)
    run_all_due(PeriodicLoop("presswerk-2", clock))
    assert called == [1]


def test_a_restart_does_not_put_it_off(clock, loop, called):
    jobs.every("test", MINUTE, lambda: called.append(1))
    run_all_due(loop)
    for number in range(6):
        clock.advance(seconds=10)
        run_all_due(PeriodicLoop(f"presswerk-{number}", clock))
    assert called == [1]


def test_one_that_fails_is_recorded_tried_again_soon_and_stops_no_other(clock, loop, called):
    jobs.every("fails", timedelta(days=1), broken)
    jobs.every("works", timedelta(days=1), lambda: called.append(1))
    run_all_due(loop)
    clock.advance(days=1)
    run_all_due(loop)
    assert called == [1]
    run = PeriodicRun.objects.get(name="fails")
    assert run.last_error.startswith("RuntimeError: The press is broken.")
    assert run.attempts == 1
    assert run.next_due < clock.now() + MINUTE


def test_after_the_last_attempt_it_waits_for_its_next_regular_moment(clock, loop):
    jobs.every("fails", timedelta(days=1), broken)
    run_all_due(loop)
    clock.advance(days=1)
    for _ in range(backoff.PERIODIC.attempts):
        run_all_due(loop)
        clock.set_wall(minutes=20)
    run = PeriodicRun.objects.get()
    assert run.attempts == 0
    assert run.next_due > clock.now() + timedelta(hours=22)
    assert "RuntimeError" in run.last_error


def test_success_after_a_failure_clears_the_error(clock, loop):
    faults = [RuntimeError()]

    def broken_once() -> None:
        if faults:
            raise faults.pop()

    jobs.every("test", timedelta(days=1), broken_once)
    run_all_due(loop)
    clock.advance(days=1)
    run_all_due(loop)
    clock.advance(minutes=1)
    run_all_due(loop)
    run = PeriodicRun.objects.get()
    assert (run.last_error, run.attempts) == ("", 0)


def test_after_the_clock_was_ahead_for_a_while_it_does_not_wait_for_that_future(clock, loop, called):
    jobs.every("test", MINUTE, lambda: called.append(1))
    clock.set_wall(days=4000)
    run_all_due(loop)
    clock.set_wall(days=-4000)
    run_all_due(loop)
    clock.advance(minutes=2)
    run_all_due(loop)
    assert called == [1]


def test_a_worker_whose_clock_is_a_little_behind_does_not_run_anew_what_another_has_just_run(
    clock, loop, called
):
    jobs.every("test", "hourly", lambda: called.append(1))
    run_all_due(loop)
    clock.wall = PeriodicRun.objects.get().next_due
    run_all_due(loop)
    clock.set_wall(milliseconds=-200)
    behind = PeriodicLoop("presswerk-2", clock)
    for _ in range(3):
        run_all_due(behind)
        clock.advance(milliseconds=100)
    assert called == [1]


def test_a_clock_set_forward_runs_it_once(clock, loop, called):
    jobs.every("test", MINUTE, lambda: called.append(1))
    run_all_due(loop)
    clock.set_wall(hours=5)
    run_all_due(loop)
    assert called == [1]


def test_an_idle_look_is_one_query_that_reads(clock, loop, django_assert_num_queries):
    for number in range(10):
        jobs.every(f"test {number}", MINUTE, broken)
    run_all_due(loop)
    with django_assert_num_queries(1) as queries:
        assert loop.step() == POLL_SECONDS
    assert queries.captured_queries[0]["sql"].startswith("SELECT")


def test_it_does_not_run_on_two_workers_at_once(clock, loop, called):
    second = PeriodicLoop("presswerk-2", clock)
    jobs.every("test", MINUTE, lambda: called.append(second.step()))
    run_all_due(loop)
    clock.advance(minutes=1)
    run_all_due(loop)
    assert called == [POLL_SECONDS]


def test_two_workers_that_look_at_the_same_time_run_it_once(called):
    clock = Clock()
    jobs.every("test", timedelta(days=1), lambda: called.append(1))
    PeriodicLoop("presswerk-0", clock).step()

    def make_due() -> None:
        PeriodicRun.objects.update(next_due=clock.now())

    rounds = Barrier(2, action=make_due)

    def work(worker_id: str) -> None:
        loop = PeriodicLoop(worker_id, clock)
        for _ in range(20):
            rounds.wait(30)
            while loop.step() == 0.0:
                pass
        connections.close_all()

    workers = [Thread(target=work, args=(f"presswerk-{number}",)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert len(called) == 20


def test_one_that_took_its_worker_with_it_each_time_waits_for_its_next_regular_moment(clock, loop, called):
    jobs.every("test", timedelta(days=1), lambda: called.append(1))
    run_all_due(loop)
    PeriodicRun.objects.update(next_due=clock.now(), attempts=backoff.PERIODIC.attempts)
    run_all_due(loop)
    run = PeriodicRun.objects.get()
    assert called == []
    assert run.last_error == "The worker died while running it."
    assert run.next_due == clock.now() + timedelta(days=1)


def test_a_run_whose_end_could_not_be_recorded_is_run_again(clock, loop, called, monkeypatch):
    jobs.every("test", MINUTE, lambda: called.append(1))
    run_all_due(loop)
    clock.advance(minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr(loop, "_settle", lambda *args: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            loop.step()
    run_all_due(loop)
    assert called == [1, 1]
    assert PeriodicRun.objects.get().claimed_by == ""


def test_a_name_belongs_to_one_function():
    jobs.every("test", MINUTE, broken)
    jobs.every("test", timedelta(minutes=2), broken)
    with pytest.raises(ValueError, match="test"):
        jobs.every("test", MINUTE, print)
    assert periodic_jobs.registered["test"].schedule == parse(timedelta(minutes=2))
