"""The cache that all nodes share, and what happens while its server does not answer: nothing is cached."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

import structlog
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache

log = structlog.get_logger(__name__)

# A reader waits no longer than this for an answer, once in REST_SECONDS and process.
ANSWER_SECONDS = 0.5
REST_SECONDS = 5.0
MOST_LOST_KEYS = 10_000


class Outage:
    """What a process knows of a server that does not answer: how long it is left alone, what it missed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rest_until: float | None = None
        self._lost: set[str] = set()

    def is_resting(self) -> bool:
        """Whether the server is not to be asked yet."""
        return self._rest_until is not None and time.monotonic() < self._rest_until

    def begins(self, reason: Exception) -> None:
        """Leave the server alone for a while; say so once, not with every page."""
        with self._lock:
            if self._rest_until is None:
                log.warning("The shared cache does not answer; going on without.", reason=str(reason))
            self._rest_until = time.monotonic() + REST_SECONDS

    def missed(self, keys: list[str]) -> None:
        """Note keys whose change did not reach the server: what it still holds for them is no longer true."""
        with self._lock:
            if len(self._lost) < MOST_LOST_KEYS:
                self._lost.update(keys)

    def ends(self, delete: Callable[[list[str]], object]) -> None:
        """Called before the server is asked: after an outage, delete what was missed in it."""
        if self._rest_until is None:
            return
        with self._lock:
            if self._lost:
                delete(sorted(self._lost))
                self._lost.clear()
            if self._rest_until is not None:
                log.info("The shared cache answers again.")
            self._rest_until = None


_outages: dict[str, Outage] = {}


class SharedCache(RedisCache):
    """Redis or Valkey. While it does not answer, it is as if nothing was cached, and no request fails."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        # One more try for a connection that the server closed while nobody used it.
        options = {
            "socket_timeout": ANSWER_SECONDS,
            "socket_connect_timeout": ANSWER_SECONDS,
            "retry": Retry(NoBackoff(), 1),
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        # Django makes a cache for each thread; what one learns about the server, all know.
        self._outage = _outages.setdefault(server, Outage())

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda: super(SharedCache, self).get(key, default, version), default)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        wanted = list(keys)
        return self._ask(lambda: super(SharedCache, self).get_many(wanted, version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask(lambda: super(SharedCache, self).has_key(key, version), False)

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        # True, as Django's cache that keeps nothing has it: nobody else holds the key.
        return self._change(lambda: super(SharedCache, self).add(key, value, timeout, version), True, [])

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        changed = self._names([key], version)
        self._change(lambda: super(SharedCache, self).set(key, value, timeout, version), None, changed)

    def set_many(
        self, data: dict[str, Any], timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        changed = self._names(data, version)
        return self._change(
            lambda: super(SharedCache, self).set_many(data, timeout, version), list(data), changed
        )

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._change(lambda: super(SharedCache, self).touch(key, timeout, version), False, [])

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """As Django's: raises ValueError for a key that is not there; without a server none is."""
        found = self._change(
            lambda: super(SharedCache, self).incr(key, delta, version), None, self._names([key], version)
        )
        if found is None:
            raise ValueError(f"Key '{key}' not found.")
        return found

    def delete(self, key: str, version: int | None = None) -> bool:
        changed = self._names([key], version)
        return self._change(lambda: super(SharedCache, self).delete(key, version), False, changed)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        wanted = list(keys)
        changed = self._names(wanted, version)
        self._change(lambda: super(SharedCache, self).delete_many(wanted, version), None, changed)

    def clear(self) -> None:
        self._change(super().clear, None, [])

    def _delete_at_server(self, names: list[str]) -> None:
        self._cache.delete_many(names)  # type: ignore[attr-defined]

    def _names(self, keys: Any, version: int | None) -> list[str]:
        return [self.make_and_validate_key(key, version=version) for key in keys]

    def _change(self, do: Callable[[], Any], otherwise: Any, changed: list[str]) -> Any:
        """As _ask(); what does not reach the server is deleted there once it answers again."""
        lost = object()
        found = self._ask(do, lost)
        if found is not lost:
            return found
        self._outage.missed(changed)
        return otherwise

    def _ask(self, do: Callable[[], Any], otherwise: Any) -> Any:
        from redis.exceptions import RedisError

        if self._outage.is_resting():
            return otherwise
        try:
            self._outage.ends(self._delete_at_server)
            return do()
        except (RedisError, OSError) as error:
            self._outage.begins(error)
            return otherwise
