"""Timed jobs: one call of a function at a moment, kept in the database until it is done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from presswerk.jobs import wake_ups
from presswerk.jobs.plain_json import plain

Function = TypeVar("Function", bound=Callable[..., object])

KEY_LENGTH = 200

_functions: dict[str, Callable[..., object]] = {}
_names: dict[Callable[..., object], str] = {}


class UnknownJob(LookupError):
    """Raised for a name under which nothing is registered in this version of the software."""


def timed(name: str) -> Callable[[Function], Function]:
    """Register a function for `at()` under a name that is stored, and so must never change.

    The function runs in one transaction with the removal of its row: either both happen or neither. It should
    take milliseconds; what takes longer is enqueued from it as a background task. Raises ValueError when the
    name belongs to another function.
    """

    def register(fn: Function) -> Function:
        known = _functions.get(name)
        if known is not None and known.__qualname__ != fn.__qualname__:
            raise ValueError(f"The timed job {name!r} is registered already, as {known.__qualname__}.")
        _functions[name] = fn
        _names[fn] = name
        return fn

    return register


def function_named(name: str) -> Callable[..., object]:
    """The function registered under this name; raises UnknownJob."""
    try:
        return _functions[name]
    except KeyError:
        raise UnknownJob(f"No function is registered as timed job {name!r} in this version.") from None


def at(when: datetime, fn: Callable[..., object] | str, /, key: str, **params: Any) -> None:
    """Call `fn(**params)` at a moment, or at once if it is past. The same key replaces what was planned.

    `fn` is a registered function or its registered name. Part of the caller's transaction if there is one.
    Raises ValueError for a time without zone and for a key over KEY_LENGTH characters, UnknownJob for what is
    not registered, TypeError for params that JSON cannot hold.
    """
    from presswerk.jobs.models import TimedJob

    if len(key) > KEY_LENGTH:  # SQLite would take it, and PostgreSQL fail in the editor's request
        raise ValueError(f"The key of a timed job has at most {KEY_LENGTH} characters, not {len(key)}.")
    if when.tzinfo is None:
        raise ValueError(f"{when!r} has no time zone, so nobody knows when it is.")
    job = TimedJob(key=key, name=_registered_name(fn), params=plain(params), due_at=when)
    TimedJob.objects.bulk_create(
        [job],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["name", "params", "due_at", "attempts", "last_error", "failed_at"],
    )
    wake_ups.wake_after_commit(wake_ups.TIMED)


def cancel(key: str) -> bool:
    """Forget what was planned under this key. False if nothing was."""
    from presswerk.jobs.models import TimedJob

    deleted, _ = TimedJob.objects.filter(key=key).delete()
    return deleted > 0


def _registered_name(fn: Callable[..., object] | str) -> str:
    if isinstance(fn, str):
        function_named(fn)
        return fn
    if fn not in _names:
        raise UnknownJob(f"{fn!r} is not registered; decorate it with @jobs.timed(name).")
    return _names[fn]
