"""Purges go up in the order of the log, twice, and none is left out."""

import json

import pytest

from presswerk.bake import changed
from presswerk.bake.models import SharedCache
from presswerk.bake.store.surrogates import surrogate_keys, surrogate_purges
from presswerk.bake.upward import Endpoint, EndpointError, Sender

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def told(server) -> list[list[str]]:
    """The keys of each request that the server got."""
    return [json.loads(body)["surrogate_keys"] for _method, _path, _headers, body in server.requests]


@pytest.fixture
def sender(server) -> Sender:
    """A sender that has begun: the cache has been told to forget all that was there before."""
    made = Sender(Endpoint("http", f"{server.url}/purge", "secret"), repeat_seconds=0.0)
    made.step()
    assert told(server) == [["all"], ["all"]]
    server.requests.clear()
    return made


def test_a_change_is_told_in_the_order_of_the_log_and_again(server, sender) -> None:
    changed("article:1")
    sender.step()
    changed("article:2", strength="hard")
    sender.step()

    first, second = list(surrogate_purges("article:1")), list(surrogate_purges("article:2"))
    assert told(server) == [first, first, second, second]
    assert server.requests[0][2]["authorization"] == "Bearer secret"
    assert set(first) & set(surrogate_keys(["article:1", "section:2"]).split())


def test_what_was_not_taken_is_told_before_anything_later(server, sender) -> None:
    server.answer = lambda method, path: (503, {"Retry-After": "7"}, b"busy")
    changed("article:1")
    with pytest.raises(EndpointError, match="503: busy") as caught:
        sender.step()
    assert caught.value.retry_after == 7.0
    changed("article:2")
    server.requests.clear()
    server.answer = lambda method, path: (200, {}, b"{}")

    sender.step()

    assert told(server)[0] == [*surrogate_purges("article:1"), *surrogate_purges("article:2")]


def test_whoever_takes_over_after_a_crash_leaves_nothing_out(server) -> None:
    endpoint = Endpoint("http", server.url)
    crashed = Sender(endpoint, repeat_seconds=3600.0)
    crashed.step()
    changed("article:1")
    crashed.step()
    SharedCache.objects.update(held_until=None)  # as when its time is over
    server.requests.clear()

    other = Sender(endpoint, repeat_seconds=3600.0)
    other.step()

    # It was told once only, so its position was not kept: everything is told again.
    assert told(server) == [["all"]]


def test_only_one_sender_works(server, sender) -> None:
    changed("article:1")

    Sender(Endpoint("http", f"{server.url}/purge", "secret")).step()

    assert server.requests == []


def test_very_many_purges_are_told_as_one_of_everything(server, sender) -> None:
    changed(*(f"article:{number}" for number in range(3_000)))

    sender.step()

    assert told(server)[0] == ["all"]


def test_a_failure_is_remembered_for_the_doctor_until_it_is_over(server, sender) -> None:
    server.answer = lambda method, path: (401, {}, b"wrong token")
    changed("article:1")
    assert sender._guarded_step() >= 1.0
    row = SharedCache.objects.get()
    assert row.failing_since is not None
    assert "401: wrong token" in row.last_error

    server.answer = lambda method, path: (200, {}, b"{}")
    sender._guarded_step()
    row.refresh_from_db()
    assert (row.failing_since, row.last_error) == (None, "")


def test_fastly_and_cloudflare_get_what_they_read(server) -> None:
    keys = [f"k{number}" for number in range(150)]
    Endpoint("fastly", f"{server.url}/service/7/purge", "token").purge(keys)
    Endpoint("cloudflare", f"{server.url}/zones/7/purge_cache", "token").purge(keys)

    (fastly, *cloudflare) = server.requests
    assert (fastly[0], fastly[2]["fastly-key"], fastly[2]["surrogate-key"]) == (
        "POST",
        "token",
        " ".join(keys),
    )
    assert [json.loads(body)["tags"] for *_rest, body in cloudflare] == [keys[:100], keys[100:]]
    assert cloudflare[0][2]["authorization"] == "Bearer token"

    server.answer = lambda method, path: (200, {}, b'{"success": false, "errors": [{"code": 10000}]}')
    with pytest.raises(EndpointError, match="10000"):
        Endpoint("cloudflare", server.url, "token").purge(["k"])
