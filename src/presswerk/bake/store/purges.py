"""Purges as the store takes them."""

from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from presswerk.bake.store.address import Address

EVERYTHING = "*"
SOFT_SECONDS = 5.0  # how long the old page may be shown after a soft purge
# A page that changes many times a second is made anew once in these, unless a reader has to wait for it.
REST_SECONDS = 2.0
TAG_BYTES = 8  # two tags with one hash are purged together: a rendering too much, never a stale page


class Strength(StrEnum):
    """How long the old page may still be seen: 2 s at most, 5 s at most, never."""

    SOFT = "soft"
    WAIT = "wait"
    HARD = "hard"

    @property
    def rank(self) -> int:
        """1 to 3; 0 is kept for a fresh page."""
        return _RANKS[self]


_RANKS = {Strength.SOFT: 1, Strength.WAIT: 2, Strength.HARD: 3}
BY_RANK: tuple[Strength | None, ...] = (None, Strength.SOFT, Strength.WAIT, Strength.HARD)


class TagPurge(NamedTuple):
    """What bears ``tag`` has changed; "*" means every page. ``at`` is Unix time, None means now."""

    tag: str
    strength: Strength = Strength.WAIT
    at: float | None = None


class Applied(NamedTuple):
    """What an appliance of purges did.

    ``to_renew``: stale pages that were read in the last day, most read first.
    """

    tick: int
    stale: int
    erased: int
    to_renew: list[Address]


class Settled(NamedTuple):
    """What settling some pages of a purge did.

    ``is_done``: this purge is settled. ``left``: purges that are not. ``to_renew``: stale pages that were
    read in the last day, with how much.
    """

    is_done: bool
    left: int
    to_renew: list[tuple[float, Address]]


def tag_key(tag: str) -> bytes:
    """The tag's key in the store."""
    return blake2b(tag.encode(), digest_size=TAG_BYTES).digest()
