"""The three strengths, the purge of everything, and what is renewed first."""

import time

import pytest

from presswerk.bake.store import StoreAway, Strength, TagPurge, unsettled

from .pages import address, bake, body_of, page


def test_the_strongest_purge_wins_and_the_earliest_moment_counts(store) -> None:
    bake(store, "/", b"x", "a:1")
    store.apply([TagPurge("a:1", Strength.SOFT, at=100.0)], b"1")
    store.apply([TagPurge("a:1", Strength.SOFT, at=200.0)], b"2")
    found = store.find(address().key)
    assert (found.strength, found.since) == (Strength.SOFT, 100.0)
    store.apply([TagPurge("a:1", Strength.WAIT, at=300.0), TagPurge("a:1", Strength.SOFT, at=50.0)], b"3")
    found = store.find(address().key)
    assert (found.strength, found.since) == (Strength.WAIT, 300.0)


def test_a_hard_purge_erases_the_page(store) -> None:
    bake(store, "/", b"x", "a:1")
    applied = store.apply([TagPurge("a:1", Strength.HARD)], b"1")
    assert (applied.erased, body_of(store, "/")) == (1, None)
    assert store.status().pages == 0


def test_other_pages_stay_fresh(store) -> None:
    bake(store, "/a/", b"a", "a:1")
    bake(store, "/b/", b"b", "b:1")
    applied = store.apply([TagPurge("a:1")], b"1")
    assert applied.stale == 1
    assert store.find(address("/b/").key).is_fresh


@pytest.mark.parametrize("strength", [Strength.SOFT, Strength.WAIT])
def test_the_purge_of_everything_reaches_every_page_and_none_that_comes_later(
    store, strength: Strength
) -> None:
    bake(store, "/a/", b"a", "a:1")
    store.apply([TagPurge("*", strength)], b"1")
    bake(store, "/b/", b"b")
    assert store.find(address("/a/").key).strength == strength
    assert store.find(address("/b/").key).is_fresh
    assert store.status().stale == 1


def test_soft_purges_of_everything_in_a_row_give_no_page_more_seconds(store) -> None:
    bake(store, "/old/", b"x", "a:1")
    store.apply([TagPurge("*", Strength.SOFT, at=100.0)], b"1")
    bake(store, "/between/", b"x")
    store.apply([TagPurge("*", Strength.SOFT, at=103.0)], b"2")
    bake(store, "/new/", b"x")
    found = [store.find(address(path).key) for path in ("/old/", "/between/", "/new/")]
    assert [(one.strength, one.since) for one in found[:2]] == [(Strength.SOFT, 100.0)] * 2
    assert found[2].is_fresh

    store.apply([TagPurge("*", Strength.SOFT, at=106.0)], b"3")
    found = [store.find(address(path).key) for path in ("/old/", "/between/", "/new/")]
    assert [one.strength for one in found] == [Strength.WAIT, Strength.WAIT, Strength.SOFT]
    assert found[2].since == 106.0


def test_of_soft_purges_of_a_tag_and_of_everything_the_earlier_moment_counts(store) -> None:
    bake(store, "/", b"x", "a:1")
    store.apply([TagPurge("a:1", Strength.SOFT, at=100.0)], b"1")
    store.apply([TagPurge("*", Strength.SOFT, at=104.0)], b"2")
    assert store.find(address().key).since == 100.0
    store.apply([TagPurge("*", at=105.0)], b"3")
    assert store.find(address().key).strength == Strength.WAIT
    store.apply([TagPurge("*", Strength.SOFT, at=106.0)], b"4")
    assert store.find(address().key).strength == Strength.WAIT


def test_a_rendering_that_a_soft_purge_of_everything_overtook_is_kept_as_stale(store) -> None:
    ticket = store.begin()
    store.apply([TagPurge("*", Strength.SOFT)], b"1")
    assert store.put(ticket, address(), page(b"x")) == "stale"
    assert store.find(address().key).strength == Strength.SOFT


def test_the_purge_of_everything_writes_one_record_whatever_the_number_of_pages(store) -> None:
    for number in range(50):
        bake(store, f"/{number}/", b"x", f"a:{number}")
    before = [store.find(address(f"/{number}/").key).version for number in range(50)]
    with store.env.lmdb.begin() as txn:
        states = [bytes(record) for _, record in txn.cursor(store.env.states)]
    store.apply([TagPurge("*")], b"1")
    with store.env.lmdb.begin() as txn:
        assert [bytes(record) for _, record in txn.cursor(store.env.states)] == states
    assert [store.find(address(f"/{number}/").key).version for number in range(50)] == before


def test_a_hard_purge_of_everything_leaves_nothing(store) -> None:
    bake(store, "/a/", b"a" * 9000, "a:1")
    early = store.begin()
    store.apply([TagPurge("*", Strength.HARD)], b"1")
    assert body_of(store, "/a/") is None
    assert store.put(early, address("/a/"), page(b"a", "a:1")) == "refused"
    assert store.status().size == 0


def test_a_page_is_stale_from_the_moment_it_expires(store) -> None:
    moment = time.time() - 3
    bake(store, "/", b"x", expires_at=moment)
    found = store.find(address().key)
    assert (found.strength, found.since) == (Strength.WAIT, moment)
    bake(store, "/", b"x", expires_at=time.time() + 3600)
    assert store.find(address().key).is_fresh


def test_pages_read_in_the_last_day_are_named_most_read_first(store) -> None:
    for path in ("/a/", "/b/", "/c/"):
        bake(store, path, b"x", "a:1")
    for path in ("/b/", "/b/", "/b/", "/c/", "/c/"):
        body_of(store, path)
    assert store.note_reads() == 2
    applied = store.apply([TagPurge("a:1")], b"1", renew_most=2)
    assert [one.path for one in applied.to_renew] == ["/b/", "/c/"]
    assert [one.address.path for one in store.most_read(2)] == ["/b/", "/c/"]
    assert all(one.is_stale for one in store.most_read(2))


def test_the_cursor_moves_with_the_purges(store) -> None:
    store.apply([TagPurge("a:1")], b"17")
    assert store.cursor() == b"17"


def test_a_store_that_cannot_be_opened_says_so_to_the_one_who_purges(tmp_path) -> None:
    from presswerk.bake.store import Store

    (tmp_path / "file").write_text("")
    away = Store(tmp_path / "file" / "bake", 8, 1)
    with pytest.raises(StoreAway):
        away.cursor()
    with pytest.raises(StoreAway):
        away.apply([TagPurge("a:1")], b"1")


def test_one_page_can_be_erased(store) -> None:
    bake(store, "/", b"x", "a:1")
    assert store.erase(address().key)
    assert not store.erase(address().key)


def test_forgetting_the_last_of_the_old_purges_harms_no_page(store, monkeypatch) -> None:
    bake(store, "/", b"words", "kept")
    store.apply([TagPurge(f"old {number}", at=time.time() - 7200) for number in range(20)], b"1")
    later = time.time() + 1200
    monkeypatch.setattr(time, "time", lambda: later)
    store.apply([TagPurge("new", at=later)], b"2")
    assert body_of(store, "/") == b"words"
    store.apply([TagPurge("newer", at=later)], b"3")
    assert store.cursor() == b"3"
    assert body_of(store, "/") == b"words"


# Tags that many pages bear ------------------------------------------------------------------------
MANY = unsettled.WIDE + 8


def bake_many(store) -> list[str]:
    paths = [f"/{number}/" for number in range(MANY)]
    for path in paths:
        assert bake(store, path, b"x", "wide", f"own:{path}") == "fresh"
    return paths


def states_of(store) -> list[bytes]:
    with store.env.lmdb.begin() as txn:
        return [bytes(record) for _, record in txn.cursor(store.env.states)]


def settle_all(store) -> int:
    steps = 0
    while store.settle(10) is not None:
        steps += 1
    return steps


def test_a_purge_of_many_pages_is_seen_at_once_and_written_into_them_afterwards(store) -> None:
    paths = bake_many(store)
    before = states_of(store)
    applied = store.apply([TagPurge("wide", at=100.0)], b"1")
    assert (applied.stale, states_of(store)) == (MANY, before)
    for _ in range(2):
        assert {store.find(address(path).key)[6:8] for path in paths} == {(Strength.WAIT, 100.0)}
        assert (store.status().pages, store.status().stale) == (MANY, MANY)
        assert store.describe(address(paths[0]).key).strength == Strength.WAIT
        settle_all(store)
    assert states_of(store) != before
    assert store.settle() is None


def test_pages_rendered_after_such_a_purge_stay_fresh(store) -> None:
    paths = bake_many(store)
    store.find(address(paths[1]).key)  # a copy in memory knows of nothing yet
    early = store.begin()
    store.apply([TagPurge("wide")], b"1")
    assert bake(store, paths[0], b"new", "wide") == "fresh"
    assert store.put(early, address(paths[1]), page(b"old", "wide")) == "stale"
    assert store.settle(5) is not None
    store.apply([TagPurge(f"own:{paths[2]}")], b"2")
    settle_all(store)
    assert store.find(address(paths[0]).key).is_fresh
    assert not any(store.find(address(path).key).is_fresh for path in paths[1:])
    assert bake(store, paths[1], b"new", "wide") == "fresh"


def test_pages_without_the_tag_are_not_touched_by_it(store) -> None:
    bake_many(store)
    bake(store, "/other/", b"other", "narrow")
    store.apply([TagPurge("wide", Strength.HARD)], b"1")
    for _ in range(2):
        assert store.find(address("/other/").key).is_fresh
        settle_all(store)


def test_a_hard_purge_of_many_pages_hides_them_at_once(store) -> None:
    paths = bake_many(store)
    store.apply([TagPurge("wide", Strength.HARD)], b"1")
    assert {body_of(store, path) for path in paths} == {None}
    assert store.describe(address(paths[0]).key) is None
    assert store.status().pages == 0
    assert store.most_read(5) == []
    assert bake(store, paths[0], b"new", "wide") == "fresh"
    settle_all(store)
    assert body_of(store, paths[0]) == b"new"
    assert len(states_of(store)) == 1


def test_several_purges_of_many_pages_wait_for_each_other(store) -> None:
    paths = bake_many(store)
    store.apply([TagPurge("wide", Strength.SOFT, at=100.0)], b"1")
    store.settle(3)
    store.apply([TagPurge("wide", Strength.SOFT, at=200.0), TagPurge("wide", at=300.0)], b"2")
    assert {store.find(address(path).key)[6:8] for path in paths} == {(Strength.WAIT, 300.0)}
    assert settle_all(store) > 1
    assert {store.find(address(path).key)[6:8] for path in paths} == {(Strength.WAIT, 300.0)}


def test_what_is_settled_later_is_named_to_be_renewed(store) -> None:
    paths = bake_many(store)
    applied = store.apply([TagPurge("wide")], b"1")
    assert applied.to_renew == []
    named = []
    while settled := store.settle(10):
        named += [one.path for _score, one in settled.to_renew]
        if settled.is_done:
            break
    assert sorted(named) == sorted(paths)


def test_erasing_everything_leaves_nothing_to_settle(store) -> None:
    bake_many(store)
    store.apply([TagPurge("wide"), TagPurge("*", Strength.HARD)], b"1")
    assert store.settle() is None
