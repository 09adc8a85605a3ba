"""Collecting what a page depends on while it renders."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Collected:
    """What a rendering has read so far."""

    tags: set[str] = field(default_factory=set)
    expires_at: datetime | None = None
    """The moment at which the page stops being true by itself; None for never."""
    kept_from_bake: str = ""
    """Why it may not be kept; empty when it may."""
    named: int = 0
    """How many named queries are running, one inside the other."""


_collected: ContextVar[Collected | None] = ContextVar("presswerk_bake_collected", default=None)


@contextmanager
def collecting() -> Iterator[Collected]:
    """Collect what is read in this block; what an inner block reads counts outside too."""
    outer = _collected.get()
    mine = Collected(named=outer.named if outer else 0)
    token = _collected.set(mine)
    try:
        yield mine
    finally:
        _collected.reset(token)
        if outer is not None:
            _add(mine, outer)


def current() -> Collected | None:
    """What is being collected now; None when nobody collects."""
    return _collected.get()


def depends_on(*tags: str) -> None:
    """Say that what is being rendered must be renewed when one of these tags is purged.

    Costs next to nothing when nobody collects.
    """
    collected = _collected.get()
    if collected is not None:
        collected.tags.update(tags)


def expires(moment: datetime | None) -> None:
    """Say that what is being rendered stops being true at this moment; the earliest one counts."""
    collected = _collected.get()
    if collected is None or moment is None:
        return
    if collected.expires_at is None or moment < collected.expires_at:
        collected.expires_at = moment


def keep_out(reason: str) -> None:
    """Say that what is being rendered is for this request alone."""
    collected = _collected.get()
    if collected is not None and not collected.kept_from_bake:
        collected.kept_from_bake = reason


@contextmanager
def naming() -> Iterator[None]:
    """A named query: whatever it reads beside the rows it loads, it names the tags of."""
    collected = _collected.get()
    if collected is None:
        yield
        return
    collected.named += 1
    try:
        yield
    finally:
        collected.named -= 1


def named_query(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a function that asks the database and names the tags of all that could change its answer.

    Rows that it loads name themselves; it names lists, counts, values and what it did not find.
    """

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with naming():
            return function(*args, **kwargs)

    return wrapper


def _add(mine: Collected, outer: Collected) -> None:
    outer.tags |= mine.tags
    outer.kept_from_bake = outer.kept_from_bake or mine.kept_from_bake
    if mine.expires_at is not None and (outer.expires_at is None or mine.expires_at < outer.expires_at):
        outer.expires_at = mine.expires_at
