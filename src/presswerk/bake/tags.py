"""Collecting what a page depends on while it renders."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_collected: ContextVar[set[str] | None] = ContextVar("presswerk_bake_tags", default=None)


@contextmanager
def collecting() -> Iterator[set[str]]:
    """Collect the tags named by `depends_on()` in this block; an inner block's tags count outside too."""
    outer = _collected.get()
    tags: set[str] = set()
    token = _collected.set(tags)
    try:
        yield tags
    finally:
        _collected.reset(token)
        if outer is not None:
            outer |= tags


def depends_on(*tags: str) -> None:
    """Say that what is being rendered must be renewed when one of these tags is purged.

    Costs next to nothing when nobody collects.
    """
    collected = _collected.get()
    if collected is not None:
        collected.update(tags)
