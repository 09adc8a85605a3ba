from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction

from presswerk import jobs
from presswerk.jobs import backoff
from presswerk.jobs.clock import POLL_SECONDS, Clock
from presswerk.jobs.delivery_loop import DeliveryLoop
from presswerk.jobs.models import OutboxItem
from presswerk.jobs.outbox import Refused, Unreachable

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def loop(clock):
    return DeliveryLoop("presswerk-1", clock)


class World:
    """The other side: takes what comes, or raises what it was told to."""

    def __init__(self, kind: str = "websub"):
        self.taken: list[tuple[str, object]] = []
        self.faults: list[Exception] = []
        self.always: Exception | None = None
        jobs.outbox.handler(kind)(self.take)

    def take(self, key: str, payload: object) -> None:
        if self.always:
            raise self.always
        if self.faults:
            raise self.faults.pop(0)
        self.taken.append((key, payload))


@pytest.fixture
def world():
    return World()


def deliver_all_due(loop: DeliveryLoop) -> None:
    while loop.step() == 0.0:
        pass


def test_what_is_delivered_is_settled_and_its_payload_is_not_kept(clock, loop, world):
    jobs.outbox.add("websub", key=1, payload={"to": "anna@zeitung.example"})
    deliver_all_due(loop)
    assert world.taken == [("1", {"to": "anna@zeitung.example"})]
    item = OutboxItem.objects.get()
    assert (item.delivered_at, item.payload, item.claimed_by) == (clock.now(), {}, "")


def test_the_handler_runs_outside_any_transaction(loop):
    seen = []
    jobs.outbox.handler("test")(
        lambda key, payload: seen.append(transaction.get_connection().in_atomic_block)
    )
    jobs.outbox.add("test")
    deliver_all_due(loop)
    assert seen == [False]


def test_an_idle_look_is_one_query_that_reads(loop, world, django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        assert loop.step() == POLL_SECONDS
    assert queries.captured_queries[0]["sql"].startswith("SELECT")


def test_a_failure_is_recorded_and_tried_again_after_a_growing_pause(clock, loop, world):
    world.always = RuntimeError("odd answer")
    jobs.outbox.add("websub", key=1)
    for attempt, seconds in ((1, 10), (2, 20), (3, 40)):
        deliver_all_due(loop)
        item = OutboxItem.objects.get()
        assert item.attempts == attempt
        assert item.last_error.startswith("RuntimeError: odd answer")
        assert 0.75 * seconds <= (item.due_at - clock.now()).total_seconds() <= 1.25 * seconds
        clock.advance(seconds=1.3 * seconds)


def test_it_goes_out_once_the_other_side_takes_it(clock, loop, world):
    world.faults = [RuntimeError(), RuntimeError()]
    jobs.outbox.add("websub", key=1, payload={"n": 1})
    for _ in range(3):
        deliver_all_due(loop)
        clock.advance(minutes=1)
    assert world.taken == [("1", {"n": 1})]
    assert OutboxItem.objects.get().last_error == ""


def test_one_that_fails_stops_no_other(loop, world):
    world.faults = [RuntimeError()]
    jobs.outbox.add("websub", key=1)
    jobs.outbox.add("websub", key=2)
    deliver_all_due(loop)
    assert [key for key, _ in world.taken] == ["2"]


def test_it_is_given_up_after_the_last_attempt_and_keeps_its_payload(clock, loop, world):
    world.always = RuntimeError()
    jobs.outbox.add("websub", key=1, payload={"n": 1})
    for _ in range(backoff.OUTBOX.attempts):
        deliver_all_due(loop)
        clock.advance(hours=3)
    item = OutboxItem.objects.get()
    assert item.failed_at is not None
    assert item.attempts == backoff.OUTBOX.attempts
    assert item.payload == {"n": 1}
    world.always = None
    deliver_all_due(loop)
    assert world.taken == []


def test_what_is_refused_is_given_up_at_once(loop, world):
    world.faults = [Refused("no such mailbox")]
    jobs.outbox.add("websub", key=1)
    deliver_all_due(loop)
    item = OutboxItem.objects.get()
    assert item.failed_at is not None
    assert item.attempts == 1


def test_while_the_other_side_is_away_its_kind_rests_and_others_go_out(clock, loop, world):
    away, purges = world, World("purge")
    away.always = Unreachable("no route")
    for number in range(5):
        jobs.outbox.add("websub", key=number)
    jobs.outbox.add("purge", key=1)
    deliver_all_due(loop)
    assert [key for key, _ in purges.taken] == ["1"]
    attempts = OutboxItem.objects.filter(kind="websub").values_list("attempts", flat=True)
    assert sorted(attempts) == [0, 0, 0, 0, 1]
    away.always = None
    clock.advance(seconds=13)
    deliver_all_due(loop)
    assert len(away.taken) == 5


def test_a_kind_without_handler_is_a_failure_like_any_other(loop):
    jobs.outbox.add("unheard of", key=1)
    deliver_all_due(loop)
    assert "unheard of" in OutboxItem.objects.get().last_error


def test_what_is_added_anew_during_its_delivery_is_delivered_again(loop):
    taken: list[int] = []

    @jobs.outbox.handler("test")
    def take(key: str, payload: dict[str, int]) -> None:
        if not taken:
            jobs.outbox.add("test", key=1, payload={"n": 2})
        taken.append(payload["n"])

    jobs.outbox.add("test", key=1, payload={"n": 1})
    deliver_all_due(loop)
    assert taken == [1, 2]
    assert OutboxItem.objects.get().delivered_at is not None


def test_what_is_added_anew_during_a_delivery_that_fails_begins_afresh(loop):
    taken = []

    @jobs.outbox.handler("test")
    def take(key: str, payload: dict[str, int]) -> None:
        if payload["n"] == 1:
            jobs.outbox.add("test", key=1, payload={"n": 2})
            raise Refused("the old one")
        taken.append(payload["n"])

    jobs.outbox.add("test", key=1, payload={"n": 1})
    deliver_all_due(loop)
    assert taken == [2]


def test_a_delivery_that_could_not_be_recorded_is_made_again(loop, world, monkeypatch):
    jobs.outbox.add("websub", key=1)
    with monkeypatch.context() as patch:
        patch.setattr(loop, "_settle", lambda item: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            loop.step()
    deliver_all_due(loop)
    assert len(world.taken) == 2
    assert OutboxItem.objects.get().delivered_at is not None


def test_an_item_that_took_its_worker_with_it_each_time_is_given_up(loop, world):
    jobs.outbox.add("websub", key=1)
    OutboxItem.objects.update(attempts=backoff.OUTBOX.attempts)
    deliver_all_due(loop)
    assert world.taken == []
    assert "died" in OutboxItem.objects.get().last_error


def test_what_another_worker_has_in_hand_is_left_to_it(loop, world):
    jobs.outbox.add("websub", key=1)
    OutboxItem.objects.update(claimed_by="presswerk-2")
    assert loop.step() == POLL_SECONDS
    assert world.taken == []


def test_two_workers_never_deliver_the_same_item(world):
    clock = Clock()
    with transaction.atomic():
        for number in range(40):
            jobs.outbox.add("websub", key=number)
    start = Barrier(2)

    def work(worker_id: str) -> None:
        loop = DeliveryLoop(worker_id, clock)
        start.wait(30)
        deliver_all_due(loop)
        connections.close_all()

    workers = [Thread(target=work, args=(f"presswerk-{number}",)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(int(key) for key, _ in world.taken) == list(range(40))


def test_an_item_due_later_is_waited_for(clock, loop, world):
    jobs.outbox.add("websub", key=1)
    OutboxItem.objects.update(due_at=clock.now() + timedelta(milliseconds=200))
    assert loop.step() == pytest.approx(0.2)
