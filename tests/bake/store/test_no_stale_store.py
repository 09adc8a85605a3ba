"""A rendering that began before a purge is never kept as fresh: every interleaving of the steps."""

from itertools import permutations
from pathlib import Path

import pytest

from presswerk.bake.store import Strength, TagPurge

from .pages import address, page, ready

STEPS = ("begin", "read", "put", "commit", "apply")
ORDERS = [
    order
    for order in permutations(STEPS)
    if order.index("begin") < order.index("read") < order.index("put")
    and order.index("commit") < order.index("apply")
]


@pytest.mark.parametrize("tag", ["a:1", "*"])
@pytest.mark.parametrize("strength", list(Strength))
@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_what_was_read_before_a_purge_is_never_fresh_after_it(
    folder: Path, order: tuple[str, ...], strength: Strength, tag: str
) -> None:
    store = ready(folder)
    world, ticket, read = b"old", store.begin(), b""
    for step in order:
        if step == "begin":
            ticket = store.begin()
        elif step == "read":
            read = world
        elif step == "put":
            store.put(ticket, address(), page(read, "a:1"))
        elif step == "commit":
            world = b"new"
        else:
            store.apply([TagPurge(tag, strength)], b"1")
        found = store.find(address().key)
        was_applied = order.index("apply") <= order.index(step)
        if found and was_applied:
            assert found.body == b"new" or (not found.is_fresh and strength != Strength.HARD)


def test_a_page_that_another_rendering_made_later_is_not_replaced_by_an_older_one(store) -> None:
    early = store.begin()
    store.apply([TagPurge("a:1")], b"1")
    assert store.put(store.begin(), address(), page(b"new", "a:1")) == "fresh"
    assert store.put(early, address(), page(b"old", "a:1")) == "refused"
    assert store.find(address().key).body == b"new"


def test_a_rendering_that_was_overtaken_is_kept_for_the_case_that_the_next_one_fails(store) -> None:
    ticket = store.begin()
    store.apply([TagPurge("a:1", Strength.SOFT, at=ticket.at + 60)], b"1")
    assert store.put(ticket, address(), page(b"old", "a:1")) == "stale"
    found = store.find(address().key)
    assert (found.strength, found.since) == (Strength.SOFT, ticket.at)


def test_tickets_of_an_emptied_store_are_refused(store, folder: Path) -> None:
    ticket = store.begin()
    store.env.lmdb.close()  # LMDB opens a file once in a process
    (folder / f"{ticket.incarnation:016x}" / "data.mdb").write_bytes(b"")
    emptied = ready(folder)
    assert emptied.put(ticket, address(), page()) == "refused"


def test_nothing_is_kept_before_it_is_known_from_where_the_purges_are_read(folder: Path) -> None:
    store = type(ready(folder.parent / "other"))(folder, 8, 1)
    early = store.begin()
    assert store.put(early, address(), page()) == "refused"
    store.apply([], b"7")
    assert store.put(early, address(), page()) == "refused"
    assert store.put(store.begin(), address(), page()) == "fresh"


def test_a_ticket_older_than_the_memory_of_purges_is_refused(store, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = store.begin()
    store.apply([TagPurge("a:1", at=1.0)], b"1")
    monkeypatch.setattr("presswerk.bake.store.purging.PRUNE_SECONDS", -1.0)
    store.apply([TagPurge("b:1")], b"2")  # forgets the purge of 1970
    assert store.put(ticket, address(), page(b"", "a:1")) == "refused"
    assert store.put(store.begin(), address(), page(b"", "a:1")) == "fresh"
