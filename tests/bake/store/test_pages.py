"""What goes in comes out: bodies by coding, headers, validators, and what is never kept."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswerk.bake.store import Address, normal_path
from presswerk.bake.store.surrogates import surrogate_keys, surrogate_purges

from .pages import HTML, address, bake

LONG = "".join(f"<p>Zeile {number}</p>\n" for number in range(400)).encode()


def test_each_coding_is_the_same_page_and_has_an_etag_of_its_own(store) -> None:
    bake(store, "/", LONG)
    found = {coding: store.find(address().key, (coding,)) for coding in ("identity", "gzip", "br")}
    assert found["identity"].body == LONG
    assert gzip.decompress(found["gzip"].body) == LONG
    assert brotli.decompress(found["br"].body) == LONG
    assert len({one.etag for one in found.values()}) == 3


def test_the_first_coding_that_is_there_is_taken(store) -> None:
    bake(store, "/", b"short")
    found = store.find(address().key, ("br", "gzip"))
    assert (found.coding, found.body) == ("identity", b"short")


def test_pictures_are_not_coded(store) -> None:
    bake(store, "/", bytes(5000), headers=[("Content-Type", "image/webp")])
    assert store.find(address().key, ("gzip", "identity")).coding == "identity"


@pytest.mark.parametrize("status", [302, 403, 500, 503, 206])
def test_failures_and_answers_of_a_moment_are_refused(store, status: int) -> None:
    assert bake(store, "/", b"x", status=status) == "refused"


@pytest.mark.parametrize("status", [200, 301, 404, 410])
def test_lasting_answers_are_kept(store, status: int) -> None:
    assert bake(store, "/", b"x", status=status) == "fresh"
    assert store.find(address().key).kept.status == status


def test_an_answer_that_sets_a_cookie_is_refused(store) -> None:
    assert bake(store, "/", b"x", headers=[*HTML, ("set-cookie", "a=b")]) == "refused"


def test_headers_of_one_connection_and_those_that_the_front_sets_are_left_out(store) -> None:
    given_headers = [*HTML, ("Content-Length", "1"), ("ETag", '"d"'), ("Link", "<x>"), ("Cache-Control", "x")]
    bake(store, "/", b"x", headers=given_headers)
    assert store.find(address().key).kept.headers == (*HTML, ("Link", "<x>"))


def test_last_modified_moves_with_the_content_only(store) -> None:
    bake(store, "/", b"one")
    first = store.find(address().key).kept.modified
    bake(store, "/", b"one")
    assert store.find(address().key).kept.modified == first
    bake(store, "/", b"two")
    second = store.find(address().key).kept.modified
    assert second > first, "two contents within a second would share a date"


def test_least_recently_read_pages_make_room(folder) -> None:
    from .pages import ready

    store = ready(folder, megabytes=2)
    picture = [("Content-Type", "image/webp")]
    for number in range(400):
        assert bake(store, f"/{number}/", bytes(12_000), f"a:{number}", headers=picture) == "fresh"
    status = store.status()
    assert 50 < status.pages < 400
    assert status.size <= status.most_size
    assert store.find(address("/399/").key) is not None


@given(st.text(max_size=40))
def test_a_path_has_one_spelling(path: str) -> None:
    once = normal_path(path)
    assert normal_path(once) == once
    assert once.isascii()


def test_addresses_differ_in_every_part() -> None:
    addresses = [
        Address("a", "/b", ""),
        Address("a", "/", "b"),
        Address("a/", "b", ""),
        Address("b", "/b", ""),
    ]
    assert len({one.key for one in addresses}) == 4


@given(st.sets(st.text(min_size=1, max_size=30), max_size=600), st.integers(0, 3000))
def test_surrogate_keys_stay_under_4_kb_and_every_purge_hits(tags: set[str], more: int) -> None:
    tags = tags | {f"article:{number}" for number in range(more)}
    keys = surrogate_keys(tags)
    assert len(keys) < 4096
    for tag in [*sorted(tags)[:20], "*"]:
        assert set(surrogate_purges(tag)) & set(keys.split())


def test_a_lease_belongs_to_one_owner_until_it_ends(store) -> None:
    key = address().key
    assert store.lease(key, 60, b"one")
    assert not store.lease(key, 60, b"two")
    assert store.lease(key, 60, b"one")
    store.release(key, b"two")
    assert not store.lease(key, 60, b"two")
    store.release(key, b"one")
    assert store.lease(key, -1, b"two")
    assert store.lease(key, 60, b"one"), "a lease that ended holds nobody up"


def test_why_a_page_is_as_it_is(store) -> None:
    from presswerk.bake.store import Strength, TagPurge

    bake(store, "/", b"x", "a:1", "b:2")
    store.apply([TagPurge("b:2", Strength.SOFT, at=123.0)], b"1")
    description = store.describe(address().key)
    assert description.tags == ["a:1", "b:2"]
    assert (description.strength, description.since) == (Strength.SOFT, 123.0)
    assert description.purges[0]._asdict() == {"tag": "b:2", "at": 123.0}
    assert store.describe(address("/other/").key) is None
