import os
import subprocess
import sys

import pytest

from presswerk.jobs.models import Heartbeat
from presswerk.jobs.presence import BEAT_SECONDS, SILENCE_SECONDS, Presence, Watch, pid_space

ELSEWHERE = "presswerk-elsewhere"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def elsewhere(clock):
    """A worker on another machine."""
    return Heartbeat.objects.create(
        worker=ELSEWHERE,
        pid=1,
        host="elsewhere",
        pid_space="another boot",
        started_at=clock.now(),
        at=clock.now(),
    )


def test_it_announces_itself_at_once_and_then_every_few_seconds(clock, django_assert_num_queries):
    own = Presence(Heartbeat.Role.WORKER, clock)
    assert own.announce() is True
    with django_assert_num_queries(0):
        assert own.announce() is False
    clock.advance(seconds=BEAT_SECONDS)
    assert own.announce() is True
    beat = Heartbeat.objects.get()
    assert (beat.worker, beat.pid, beat.at) == (own.worker_id, os.getpid(), clock.now())
    assert beat.started_at < beat.at


def test_a_clock_set_back_does_not_silence_it(clock):
    own = Presence(Heartbeat.Role.WORKER, clock)
    own.announce()
    clock.set_wall(days=-1)
    clock.advance(seconds=BEAT_SECONDS)
    assert own.announce() is True


def test_leaving_takes_the_heartbeat_away(clock):
    own = Presence(Heartbeat.Role.WORKER, clock)
    own.announce()
    own.leave()
    assert not Heartbeat.objects.exists()


def test_one_that_beats_on_is_alive(clock, elsewhere):
    watch = Watch(clock)
    for _ in range(20):
        assert watch.look() == ({ELSEWHERE}, set())
        clock.advance(seconds=BEAT_SECONDS)
        Heartbeat.objects.update(at=clock.now())


def test_one_that_falls_silent_is_dead_after_a_while(clock, elsewhere):
    watch = Watch(clock)
    assert watch.look() == ({ELSEWHERE}, set())
    clock.advance(seconds=SILENCE_SECONDS - 1)
    assert watch.look() == ({ELSEWHERE}, set())
    clock.advance(seconds=1)
    assert watch.look() == (set(), {ELSEWHERE})


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_clock_set_back_or_forward_kills_nobody(clock, elsewhere, hours):
    watch = Watch(clock)
    watch.look()
    clock.set_wall(hours=hours)
    assert watch.look() == ({ELSEWHERE}, set())


def test_a_process_that_is_gone_from_this_machine_is_dead_at_once(clock, elsewhere):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    Heartbeat.objects.update(pid=gone.pid, pid_space=pid_space())
    assert Watch(clock).look() == (set(), {ELSEWHERE})


def test_a_process_that_runs_on_this_machine_is_not_known_to_be_dead(clock, elsewhere):
    Heartbeat.objects.update(pid=os.getppid(), pid_space=pid_space())
    assert Watch(clock).look() == ({ELSEWHERE}, set())


def test_a_worker_that_had_the_number_of_this_process_is_dead(clock, elsewhere):
    """In a container each start has process id 1."""
    Heartbeat.objects.update(pid=os.getpid(), pid_space=pid_space())
    assert Watch(clock).look() == (set(), {ELSEWHERE})


def test_the_same_process_number_in_another_container_says_nothing(clock, elsewhere):
    Heartbeat.objects.update(pid=2**22 + 5)
    assert Watch(clock).look() == ({ELSEWHERE}, set())


def test_ones_own_heartbeat_is_alive_even_if_another_has_deleted_it(clock):
    own = Presence(Heartbeat.Role.WORKER, clock)
    assert Watch(clock).look() == ({own.worker_id}, set())
