"""The log is carried into the store: in turns, from where it stood, and again after trouble."""

import threading

import pytest
from django.db import transaction

from presswerk import bake
from presswerk.bake.applier import Applier, catch_up
from presswerk.bake.store import Address, Page, open_store, unsettled

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
HOME = Address("paper.example", "/")


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "bake")


def keep(store, tag: str = "a") -> str:
    page = Page(200, (("Content-Type", "text/html"),), b"words", frozenset({tag}))
    return store.put(store.begin(), HOME, page)


def purge(tag: str, strength: str = "wait") -> None:
    with transaction.atomic():
        bake.changed(tag, strength=strength)


def test_a_new_store_keeps_nothing_before_it_knows_where_the_log_stands(store):
    assert keep(store) == "refused"
    catch_up(store)
    assert keep(store) == "fresh"


def test_what_was_purged_is_stale_and_asked_to_be_renewed(store):
    catch_up(store)
    keep(store)
    purge("a")
    asked: list[Address] = []
    assert catch_up(store, asked.extend) == 1
    assert store.find(HOME.key).strength == "wait"
    assert asked == [HOME]
    assert catch_up(store, asked.extend) == 0


def test_a_hard_purge_erases(store):
    catch_up(store)
    keep(store)
    purge("a", "hard")
    catch_up(store)
    assert store.find(HOME.key) is None


def test_a_rendering_that_began_before_a_purge_is_not_fresh(store):
    catch_up(store)
    ticket = store.begin()
    purge("a")
    catch_up(store)
    page = Page(200, (), b"old words", frozenset({"a"}))
    assert store.put(ticket, HOME, page) == "stale"


def test_an_uncommitted_change_purges_nothing(store):
    catch_up(store)
    keep(store)
    with transaction.atomic():
        bake.changed("a")
        transaction.set_rollback(True)
    catch_up(store)
    assert store.find(HOME.key).is_fresh


def test_two_nodes_each_apply_everything(store, tmp_path):
    second = open_store(tmp_path / "second")
    for each in (store, second):
        catch_up(each)
        keep(each)
    purge("a")
    assert [catch_up(each) for each in (store, second)] == [1, 1]
    assert [each.find(HOME.key).is_fresh for each in (store, second)] == [False, False]


def test_a_node_that_was_away_catches_up_with_all_of_it(store):
    catch_up(store)
    keep(store)
    for number in range(30):
        purge(f"b{number}")
    purge("a")
    assert catch_up(store) == 31
    assert not store.find(HOME.key).is_fresh


def test_the_thread_says_when_it_has_changed_something_and_ends_when_told(store):
    told = threading.Event()
    purged: list[str] = []

    def on_change(tags):
        purged.extend(tags)
        told.set()

    applier = Applier(store, on_change=on_change)
    applier.start()
    try:
        assert told.wait(20)
        assert store.is_current()
        assert keep(store) == "fresh"
        told.clear()
        purge("a")
        assert told.wait(20)
        assert not store.find(HOME.key).is_fresh
        assert purged == ["*", "a"]
    finally:
        applier.stop()


def test_the_thread_writes_purges_of_many_pages_into_them_and_has_these_renewed(store, monkeypatch):
    monkeypatch.setattr(unsettled, "WIDE", 0)
    renewed = threading.Event()
    asked: list[Address] = []
    caught_up = threading.Event()

    def renew(addresses: list[Address]) -> None:
        asked.extend(addresses)
        renewed.set()

    applier = Applier(store, renew, on_change=lambda _tags: caught_up.set())
    applier.start()
    try:
        assert caught_up.wait(20)
        keep(store)
        purge("a")
        assert renewed.wait(20)
        assert asked == [HOME]
        assert store.settle() is None
        assert store.find(HOME.key).strength == "wait"
    finally:
        applier.stop()
