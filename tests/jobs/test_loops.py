from threading import Event

import pytest
from django.utils import translation

from presswerk.jobs import wake_ups
from presswerk.jobs.clock import Clock
from presswerk.jobs.loops import Loop

pytestmark = pytest.mark.usefixtures("database")


def test_it_calls_the_step_again_after_the_pause_that_the_step_asks_for(clock, until):
    done, pauses = Event(), [0.3, 0.0, 0.2]

    def step() -> float:
        if pauses:
            return pauses.pop(0)
        done.set()
        return 1.0

    loop = Loop("test", step, clock)
    loop.start()
    until(done)
    loop.stop()
    assert loop.join(20)
    assert clock.sleeps[:2] == [0.3, 0.2]


def test_a_step_that_fails_is_tried_again_after_a_growing_pause(clock, until, caplog):
    done, failures = Event(), [OSError("no disk")] * 4

    def step() -> float:
        if failures:
            raise failures.pop()
        done.set()
        return 5.0

    loop = Loop("test", step, clock)
    loop.start()
    until(done)
    loop.stop()
    assert loop.join(20)
    for pause, seconds in zip(clock.sleeps, (1, 2, 4, 8), strict=False):
        assert 0.75 * seconds <= pause <= 1.25 * seconds
    assert caplog.text.count("The test loop of the worker failed") == 4


def test_a_wake_up_of_its_topic_ends_the_sleep(until):
    asleep, awake = Event(), Event()

    class SleepyClock(Clock):
        def wait(self, event: Event, seconds: float) -> None:
            asleep.set()
            event.wait(60)

    def step() -> float:
        if asleep.is_set():
            awake.set()
        return 60.0

    loop = Loop("test", step, SleepyClock(), topic="test")
    loop.start()
    until(asleep)
    wake_ups.wake("test")
    until(awake)
    loop.stop()
    assert loop.join(20)


def test_the_language_that_a_step_leaves_behind_is_not_inherited(clock, until, settings):
    seen, done = [], Event()

    def step() -> float:
        seen.append(translation.get_language())
        translation.activate("fr")
        if len(seen) == 2:
            done.set()
        return 0.1

    loop = Loop("test", step, clock)
    loop.start()
    until(done)
    loop.stop()
    assert loop.join(20)
    assert seen[:2] == [settings.LANGUAGE_CODE] * 2


def test_a_stop_ends_a_sleep_at_once():
    loop = Loop("test", lambda: 3600.0, Clock())
    loop.start()
    loop.stop()
    assert loop.join(20)
