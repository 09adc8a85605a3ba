"""What the operator may want to know about the store."""

from typing import NamedTuple

from presswerk.bake.store.address import Address
from presswerk.bake.store.purges import Strength


class Status(NamedTuple):
    """The store as a whole. Sizes in bytes, moments in Unix time."""

    pages: int
    stale: int
    size: int
    most_size: int
    tick: int
    cursor: bytes | None
    incarnation: int
    caught_up_at: float


class LastPurge(NamedTuple):
    """When a tag was last purged, as far as the store remembers (an hour)."""

    tag: str
    at: float


class Description(NamedTuple):
    """One page: why it is as it is."""

    address: Address
    status: int
    strength: Strength | None
    since: float
    put_at: float
    expires_at: float | None
    size: int
    score: float
    tags: list[str]
    purges: list[LastPurge]


class Reading(NamedTuple):
    """A page and about how often it was read in the last day."""

    address: Address
    score: float
    is_stale: bool
