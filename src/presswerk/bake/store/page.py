"""What goes into the store and what comes out of it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from presswerk.bake.store.purges import Strength

STATUSES = frozenset({200, 301, 404, 410})
MOST_BODY_BYTES = 8 * 1024 * 1024


class Ticket(NamedTuple):
    """The state of the store before a rendering read anything. Got from `Store.begin`."""

    incarnation: int
    tick: int
    at: float  # Unix time


@dataclass(frozen=True)
class Page:
    """The ready answer to an anonymous GET. ``body`` is the identity; the store makes the coded variants.

    ``tags`` are what it depends on; ``expires_at`` (Unix time) is the moment it stops being true by itself;
    ``canonical`` is its public address, "" where it has none.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    tags: frozenset[str] = field(default_factory=frozenset)
    expires_at: float | None = None
    canonical: str = ""
    seconds: float = 0.0
    """How long it took to render."""

    @property
    def may_be_kept(self) -> bool:
        """False for what must be in no store, whoever asks: failures, answers that set a cookie."""
        return (
            self.status in STATUSES
            and len(self.body) <= MOST_BODY_BYTES
            and not any(name.lower() == "set-cookie" for name, _ in self.headers)
        )


class Kept(NamedTuple):
    """The part of a page that does not change while it lies in the store."""

    status: int
    headers: tuple[tuple[str, str], ...]
    etags: dict[str, str]  # by coding, with quotes: strong, so each coding has its own (RFC 9110, 8.8.3)
    checks: dict[str, int]  # CRC-32 of each stored body
    modified: int  # Unix time of Last-Modified
    canonical: str
    surrogate_keys: str
    address: tuple[str, str, str]


class Found(NamedTuple):
    """A page as a reader gets it. Stale when ``strength`` is not None: then since ``since`` (Unix time)."""

    kept: Kept
    coding: str
    body: bytes
    etag: str
    put_at: float
    expires_at: float | None
    strength: Strength | None
    since: float
    version: int

    @property
    def is_fresh(self) -> bool:
        """Whether it may be shown without a second thought."""
        return self.strength is None
