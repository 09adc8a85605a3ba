"""The seam for what has to happen to a newspaper that was put back, before anybody sees it.

    from presswerk.transfer.backup import after_restore

    after_restore.register("comments: forget what was to be forgotten", erase_what_is_over)

A backup remembers what has since been erased by right or by term; whoever keeps such rules registers a
function, called from an app's ``ready()``. They run in the order of their names, with the database put back
and brought up to date, each in one transaction; one that fails makes the restore fail.
"""

from collections.abc import Callable

_functions: dict[str, Callable[[], object]] = {}


def register(name: str, function: Callable[[], object]) -> None:
    """Have it run after each restore. Raises ValueError for a name that another function has."""
    known = _functions.get(name)
    if known is not None and known is not function:
        raise ValueError(f"After a restore {name!r} runs {known.__qualname__} already.")
    _functions[name] = function


def run_all() -> list[str]:
    """Run what is registered; the names, in order. MUST be called once a restore, in the place put back."""
    from django.db import transaction

    for name in sorted(_functions):
        with transaction.atomic():
            _functions[name]()
    return sorted(_functions)
