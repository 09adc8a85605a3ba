"""Whether a rendering may be kept, and as what."""

import time
import zlib
from base64 import urlsafe_b64encode
from hashlib import blake2b

from presswerk.bake.store.address import Address
from presswerk.bake.store.codings import IDENTITY, variants
from presswerk.bake.store.environment import ALL
from presswerk.bake.store.page import Kept, Page, Ticket
from presswerk.bake.store.purges import tag_key
from presswerk.bake.store.records import Purged, State, expires_of, kept_of, purged_of, whole_of
from presswerk.bake.store.surrogates import surrogate_keys
from presswerk.bake.store.unsettled import HARD, standing
from presswerk.bake.store.writing import Writing

REFUSED, FRESH, STALE = "refused", "fresh", "stale"

# What belongs to one connection or one coding, and what the front says for all pages alike.
_NOT_KEPT = frozenset(
    {
        *("age", "cache-control", "connection", "content-encoding", "content-length", "date", "etag"),
        *("keep-alive", "last-modified", "server", "surrogate-key", "te", "trailer", "transfer-encoding"),
        *("upgrade", "vary"),
    }
)


class Prepared:
    """A page made ready for the store outside of the transaction: coding and hashing take milliseconds."""

    def __init__(self, address: Address, page: Page):
        self.page = page
        headers = tuple((name, value) for name, value in page.headers if name.lower() not in _NOT_KEPT)
        content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
        self.bodies = variants(page.body, content_type)
        etags = {coding: _etag(page.status, body) for coding, body in self.bodies.items()}
        etags.setdefault(IDENTITY, _etag(page.status, page.body))
        self.kept = Kept(
            status=page.status,
            headers=headers,
            etags=etags,
            checks={coding: zlib.crc32(body) for coding, body in self.bodies.items()},
            modified=int(time.time()),
            canonical=page.canonical,
            surrogate_keys=surrogate_keys(page.tags),
            address=(address.host, address.path, address.query),
        )


def put(writing: Writing, ticket: Ticket, key: bytes, prepared: Prepared, now: float) -> str:
    """Keep the page as far as the purges since its ticket allow it: "fresh", "stale" or "refused"."""
    rank = rank_since(writing, ticket, prepared.page.tags)
    if rank is None:
        return REFUSED
    old = writing.state(key)
    whole = whole_of(writing.txn.get(ALL, db=writing.env.meta))
    if old is not None and standing(writing.env, writing.txn, key, old, whole, now)[0] == HARD:
        writing.remove(key)
        old = None
    if rank and old is not None and old.tick > ticket.tick:
        return REFUSED  # that page was rendered later and cannot be older than this one
    old_kept = None if old is None else writing.txn.get(key, db=writing.env.kept)
    state = State(
        tick=ticket.tick,
        version=writing.txn.id(),
        rank=rank,
        # The purge came at some moment after the ticket; the ticket's own errs on the side of renewing.
        since=ticket.at if rank else 0.0,
        expires=expires_of(prepared.page.expires_at),
        put_at=now,
        used=now if old is None else old.used,
        score=0.0 if old is None else old.score,
        size=0,
    )
    kept = prepared.kept if old_kept is None else _dated(prepared.kept, kept_of(old_kept))
    writing.add(key, state, kept, prepared.bodies, prepared.page.tags)
    return STALE if rank else FRESH


def rank_since(writing: Writing, ticket: Ticket, tags: frozenset[str]) -> int | None:
    """What the purges since the ticket make of a page: 0 fresh, 1 soft, 2 wait; None refused."""
    if ticket.incarnation != writing.meta.incarnation or ticket.tick < writing.meta.horizon:
        return None
    rank = 0
    records = (writing.txn.get(tag_key(tag), db=writing.env.purged) for tag in tags)
    whole = whole_of(writing.txn.get(ALL, db=writing.env.meta))
    of_everything = Purged(whole.soft, whole.wait, whole.hard, whole.at)
    for purged in (of_everything, *(purged_of(record) for record in records if record is not None)):
        if purged.hard > ticket.tick:
            return None
        if purged.wait > ticket.tick:
            rank = 2
        elif purged.soft > ticket.tick:
            rank = max(rank, 1)
    return rank


def _dated(new: Kept, old: Kept) -> Kept:
    """Give the page the moment when its content last changed; two contents never get the same second."""
    if new.etags[IDENTITY] == old.etags[IDENTITY]:
        return new._replace(modified=old.modified)
    return new._replace(modified=max(new.modified, old.modified + 1))


def _etag(status: int, body: bytes) -> str:
    digest = blake2b(body, digest_size=12, salt=str(status).encode()).digest()
    return f'"{urlsafe_b64encode(digest).decode()}"'
