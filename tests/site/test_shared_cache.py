"""The cache on a real Redis: shared while it answers, missed by nobody while it does not."""

import threading
from contextlib import ExitStack

import pytest
from django.core.cache import caches
from redis import Redis

from presswerk.accounts.models import User
from presswerk.site import shared_cache
from presswerk.site.shared_cache import SharedCache
from tests import servers
from tests.e2e import newspapers


@pytest.fixture
def port() -> int:
    return servers.free_port()


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch):
    monkeypatch.setattr(shared_cache, "REST_SECONDS", 0.0)


def cache_at(url: str) -> SharedCache:
    return SharedCache(url, {})


def test_what_one_process_keeps_another_one_finds(port):
    with servers.redis(port) as url:
        one, other = cache_at(url), cache_at(url)
        one.set("who", {"Anna": 1})
        one.set_many({"a": 1, "b": 2})
        assert other.get("who") == {"Anna": 1}
        assert other.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
        assert other.has_key("a")
        assert other.incr("a") == 2
        assert not other.add("a", 5)
        assert other.touch("a", 60)
        assert other.delete("who")
        one.delete_many(["a"])
        assert one.get("who") is None
        assert other.get("a") is None
        one.clear()
        assert other.get("b") is None


def test_without_its_server_everything_is_as_if_nothing_was_cached(port, caplog):
    cache = cache_at(f"redis://127.0.0.1:{port}/0")
    cache.set("a", 1)
    assert cache.get("a", "default") == "default"
    assert cache.get_many(["a"]) == {}
    assert cache.set_many({"a": 1}) == ["a"]
    assert cache.add("a", 1)
    assert not cache.has_key("a")
    assert not cache.touch("a")
    assert not cache.delete("a")
    cache.delete_many(["a"])
    cache.clear()
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    assert caplog.text.count("The shared cache does not answer") == 1


def test_a_server_that_is_gone_is_left_alone_for_a_while(port, monkeypatch):
    monkeypatch.setattr(shared_cache, "REST_SECONDS", 3600.0)
    cache = cache_at(f"redis://127.0.0.1:{port}/0")
    cache.get("a")
    with servers.redis(port) as url:
        Redis.from_url(url).set(":1:a", 7)
        assert cache.get("a") is None
        other_thread = []
        thread = threading.Thread(target=lambda: other_thread.append(cache_at(url).get("a")))
        thread.start()
        thread.join()
        assert other_thread == [None], "What one thread learns about the server, all know."


def test_a_change_that_the_server_missed_is_no_stale_value_afterwards(port, caplog):
    caplog.set_level("INFO")
    with servers.redis(port) as url:
        cache = cache_at(url)
        cache.set("a", "old")
        cache.set("b", "kept")
    cache.delete("a")
    with servers.redis(port) as url:
        # As a server that kept its data, or was only out of reach, would have it.
        Redis.from_url(url).mset({":1:a": 1, ":1:b": 2})
        assert cache.get("a") is None
        assert cache.get("b") == 2
    assert "The shared cache answers again" in caplog.text


def test_a_server_behind_a_unix_socket_is_asked_too(tmp_path):
    cache = cache_at(f"unix://{tmp_path}/redis.sock?db=0")
    assert cache.get("a", "default") == "default"


@pytest.mark.django_db
def test_the_editor_and_the_readers_do_not_notice_whether_the_server_is_there(
    port, politik, client, settings, caplog
):
    settings.CACHES = {
        "default": {
            "BACKEND": "presswerk.site.shared_cache.SharedCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
        }
    }
    client.force_login(User.objects.create_superuser("chef@zeitung.example", "ebbe-und-flut-am-krantor"))
    with servers.redis(port) as url:
        assert client.get("/admin/pages/").status_code == 200
        assert client.get(politik.url).status_code == 200
        assert [name for name in Redis.from_url(url).keys("*") if b"root_paths" in name]
    assert client.get("/admin/pages/").status_code == 200
    assert client.get(politik.url).status_code == 200
    assert "The shared cache does not answer" in caplog.text
    caches["default"].close()


def test_a_newspaper_that_runs_outlives_its_cache_server(tmp_path, port):
    data = newspapers.copy_of("founded", tmp_path / "paper")
    (data / "presswerk.toml").write_text(f'redis_url = "redis://127.0.0.1:{port}/0"\n')
    cached = "from django.core.cache import cache; print(cache.get('shared'))"
    with ExitStack() as server, newspapers.serving(data) as paper:
        server.enter_context(servers.redis(port))
        paper.python("from django.core.cache import cache; cache.set('shared', 'between processes')")
        assert "between processes" in paper.python(cached)
        assert paper.get("/").status == 200
        assert f"127.0.0.1:{port} answers" in paper.run("doctor")
        server.close()
        assert paper.get("/").status == 200
        assert "None" in paper.python(cached)
        assert f"127.0.0.1:{port} does not answer" in paper.run("doctor")
