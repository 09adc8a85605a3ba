"""The worker in a thread of the test: every loop is there, works, and ends."""

from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connections
from django.utils import timezone

from presswerk import jobs
from presswerk.jobs import worker
from presswerk.jobs.models import Heartbeat, OutboxItem, TimedJob
from tests.jobs.sample import work

pytestmark = pytest.mark.usefixtures("database")


@contextmanager
def running():
    stop = Event()
    thread = Thread(target=worker.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def test_it_does_each_kind_of_work(until, monkeypatch):
    published, tidied, delivered, hurried = Event(), Event(), Event(), Event()
    monkeypatch.setattr(work, "say", lambda line: hurried.set())
    jobs.timed("test.publish")(published.set)
    jobs.every("test.tidy", timedelta(seconds=1), tidied.set)
    jobs.outbox.handler("test")(lambda key, payload: delivered.set())
    with running():
        jobs.at(timezone.now(), "test.publish", key="a")
        jobs.outbox.add("test")
        work.hurry.enqueue()
        for event in (published, tidied, delivered, hurried):
            until(event)


def test_a_row_that_another_process_wrote_is_noticed_without_a_wake_up(until):
    published = Event()
    jobs.timed("test.publish")(published.set)
    with running():
        TimedJob.objects.bulk_create([TimedJob(key="a", name="test.publish", due_at=timezone.now())])
        until(published)


def test_it_beats_while_it_works_and_leaves_when_it_stops(until):
    looked, seen = Event(), list[str]()

    @jobs.timed("test.look")
    def look() -> None:
        seen.extend(Heartbeat.objects.values_list("role", flat=True))
        looked.set()

    jobs.at(timezone.now(), look, key="a")
    with running():
        until(looked)
    assert seen == ["worker"]
    assert not Heartbeat.objects.exists()


def test_work_that_does_not_end_at_the_stop_is_given_back(until, monkeypatch):
    monkeypatch.setattr(worker, "STOP_SECONDS", 0.05)
    begun, end, ended = Event(), Event(), Event()

    @jobs.outbox.handler("test")
    def take(key: str, payload: object) -> None:
        begun.set()
        end.wait(20)
        connections.close_all()
        ended.set()

    jobs.outbox.add("test")
    with running():
        until(begun)
    assert OutboxItem.objects.get().claimed_by == ""
    end.set()
    until(ended)


def test_what_a_dead_worker_had_in_hand_is_done_at_the_start(until):
    delivered = Event()
    jobs.outbox.handler("test")(lambda key, payload: delivered.set())
    OutboxItem.objects.create(kind="test", payload={}, claimed_by="presswerk-dead")
    with running():
        until(delivered)
