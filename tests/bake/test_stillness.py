"""An idle look into the log costs one short question, and every commit is seen all the same."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from presswerk import bake
from presswerk.bake import stillness
from presswerk.bake.applier import Applier
from presswerk.bake.models import Purge
from presswerk.bake.stillness import Stillness, moment
from presswerk.bake.store import Address, Page, open_store

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
HOME = Address("paper.example", "/")
# On PostgreSQL tests beside these may commit in another database of the server.
TRIES = 100


def purge(tag: str) -> None:
    with transaction.atomic():
        bake.changed(tag)


def elsewhere(work) -> None:
    """Run it on another connection, and wait."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_what_this_connection_commits_breaks_the_moment():
    before = moment()
    purge("a")
    assert moment() != before


def test_what_another_connection_commits_breaks_the_moment():
    before = moment()
    elsewhere(lambda: purge("a"))
    assert moment() != before


def test_reading_on_any_connection_does_not():
    def stays() -> bool:
        before = moment()
        Purge.objects.count()
        elsewhere(Purge.objects.count)
        return moment() == before

    assert any(stays() for _ in range(TRIES))


def test_a_transaction_breaks_it_when_it_is_committed_and_not_only_when_it_begins():
    written, seen = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            bake.changed("a")
            written.set()
            seen.wait(20)

    thread = threading.Thread(target=lambda: elsewhere(slowly))
    thread.start()
    assert written.wait(20)
    while_open = moment()
    seen.set()
    thread.join()
    assert moment() != while_open


def test_another_connection_knows_nothing_of_the_old_ones_moment():
    before = moment()
    connection.close()
    assert moment() != before


def test_stillness_holds_for_one_moment_and_position_and_not_for_long(monkeypatch):
    still, now = Stillness(), moment()
    assert not still.holds(now, b"1")
    still.settled(now, b"1")
    assert still.holds(now, b"1")
    assert not still.holds(now, b"2")
    assert not still.holds((), b"1")
    monkeypatch.setattr(stillness, "FLOOR_SECONDS", 0.0)
    assert not still.holds(now, b"1")
    monkeypatch.undo()
    still.broken()
    assert not still.holds(now, b"1")


def test_an_idle_look_reads_no_table_and_a_purge_is_seen_by_the_next(tmp_path):
    store = open_store(tmp_path / "bake")
    applier, still = Applier(store), Stillness()
    applier._look(still)
    page = Page(200, (("Content-Type", "text/html"),), b"words", frozenset({"a"}))
    assert store.put(store.begin(), HOME, page) == "fresh"

    def asks_nothing() -> bool:
        with CaptureQueriesContext(connection) as captured:
            assert applier._look(still) == 0
        return not captured.captured_queries

    assert any(asks_nothing() for _ in range(TRIES))
    elsewhere(lambda: purge("a"))
    assert applier._look(still) == 1
    assert not store.find(HOME.key).is_fresh


def test_a_store_that_was_emptied_is_told_again_where_the_log_stands(tmp_path):
    store = open_store(tmp_path / "bake")
    applier, still = Applier(store), Stillness()
    applier._look(still)
    assert store.env is not None
    store.heal(store.env, "for a test")
    applier._look(still)
    page = Page(200, (), b"words", frozenset({"a"}))
    assert store.put(store.begin(), HOME, page) == "fresh"
