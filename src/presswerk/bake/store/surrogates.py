"""Tags as shared caches get them in ``Surrogate-Key``: hashed and short, under 4 KB in all.

Varnish allows 8 KB of headers and Fastly 16 KB. A page with more tags than fit is given one of 1,024
buckets for each tag instead: 3 KB at most, and now and then purged without need.
"""

from base64 import b32encode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import blake2b

MOST_TAGS = 450  # of 7 characters and a space each
EVERY_PAGE = "all"


def surrogate_keys(tags: Iterable[str]) -> str:
    """The header's value for a page with these tags; at most 3,604 characters."""
    distinct = set(tags)
    of_one = _key if len(distinct) <= MOST_TAGS else _bucket
    return " ".join([EVERY_PAGE, *sorted({of_one(tag) for tag in distinct})])


def surrogate_purges(tag: str) -> tuple[str, ...]:
    """The keys that a shared cache has to purge when this tag is purged."""
    return (EVERY_PAGE,) if tag == "*" else (_key(tag), _bucket(tag))


def _key(tag: str) -> str:
    return urlsafe_b64encode(blake2b(tag.encode(), digest_size=5).digest()).decode().rstrip("=")


def _bucket(tag: str) -> str:
    return b32encode(blake2b(tag.encode(), digest_size=5).digest()).decode()[:2]
