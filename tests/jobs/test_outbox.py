from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from presswerk import jobs
from presswerk.jobs.models import OutboxItem

pytestmark = pytest.mark.usefixtures("database")


def test_an_item_is_a_row_that_is_due_now():
    jobs.outbox.add("websub", key=12, payload={"topic": "https://zeitung.example/feed"})
    item = OutboxItem.objects.get()
    assert (item.kind, item.key, item.payload) == ("websub", "12", {"topic": "https://zeitung.example/feed"})
    assert item.due_at <= timezone.now()


def test_it_goes_back_with_the_transaction_of_its_cause():
    with transaction.atomic():
        jobs.outbox.add("websub", key=1)
        transaction.set_rollback(True)
    assert not OutboxItem.objects.exists()


def test_the_same_key_replaces_what_is_still_to_be_delivered_and_begins_afresh():
    jobs.outbox.add("websub", key=1, payload={"n": 1})
    OutboxItem.objects.update(attempts=7, due_at=timezone.now() + timedelta(hours=2), last_error="x")
    jobs.outbox.add("websub", key=1, payload={"n": 2})
    item = OutboxItem.objects.get()
    assert (item.payload, item.attempts, item.last_error, item.revision) == ({"n": 2}, 0, "", 1)
    assert item.due_at <= timezone.now()


def test_the_same_key_of_another_kind_is_another_item():
    jobs.outbox.add("websub", key=1)
    jobs.outbox.add("purge", key=1)
    assert OutboxItem.objects.count() == 2


def test_items_without_key_stand_alone():
    jobs.outbox.add("mail", payload={"n": 1})
    jobs.outbox.add("mail", payload={"n": 1})
    assert OutboxItem.objects.count() == 2


@pytest.mark.parametrize("field", ["delivered_at", "failed_at"])
def test_what_is_over_is_not_replaced(field):
    jobs.outbox.add("websub", key=1, payload={"n": 1})
    OutboxItem.objects.update(**{field: timezone.now()})
    jobs.outbox.add("websub", key=1, payload={"n": 2})
    assert OutboxItem.objects.count() == 2


def test_a_payload_that_json_would_change_is_refused():
    with pytest.raises(TypeError):
        jobs.outbox.add("websub", key=1, payload={"when": timezone.now()})


def test_a_key_that_the_database_could_not_hold_is_refused():
    with pytest.raises(ValueError, match="at most 500 characters"):
        jobs.outbox.add("websub", key="x" * 501)


def test_the_same_key_added_by_many_at_once_is_one_item():
    start = Barrier(4)

    def add(number: int) -> None:
        start.wait(30)
        for _ in range(10):
            jobs.outbox.add("websub", key=1, payload={"n": number})
        connections.close_all()

    threads = [Thread(target=add, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert OutboxItem.objects.get().revision == 39


def test_a_kind_belongs_to_one_handler():
    jobs.outbox.handler("websub")(print)
    with pytest.raises(ValueError, match="websub"):
        jobs.outbox.handler("websub")(divmod)
