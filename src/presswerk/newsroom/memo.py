"""Values that are the same throughout one request, looked up once.

A process-wide cache would go stale in other processes; this one lives as long as one request, and
is simply absent in commands and jobs.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_memo: ContextVar[dict[str, Any] | None] = ContextVar("presswerk_request_memo", default=None)


@contextmanager
def one_request() -> Iterator[None]:
    """Remember what `once()` computes until the block ends. Nested blocks share the outer memory."""
    if _memo.get() is not None:
        yield
        return
    token = _memo.set({})
    try:
        yield
    finally:
        _memo.reset(token)


def once(key: str, compute: Callable[[], T]) -> T:
    """Return `compute()`, computed at most once in a request under this key."""
    memory = _memo.get()
    if memory is None:
        return compute()
    if key not in memory:
        memory[key] = compute()
    return memory[key]


def remembered(key: str) -> Any:
    """What `once()` has computed in this request under this key; None when nothing."""
    memory = _memo.get()
    return None if memory is None else memory.get(key)


def forget() -> None:
    """Drop everything remembered in this request, after a change to what it holds."""
    memory = _memo.get()
    if memory is not None:
        memory.clear()
