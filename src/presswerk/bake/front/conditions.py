"""Conditional requests (RFC 9110, section 13)."""

import time
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache


def is_unchanged(if_none_match: str | None, if_modified_since: str | None, etag: str, modified: int) -> bool:
    """Whether the client has this very answer. ``etag`` with its quotes, ``modified`` in Unix seconds.

    If-Modified-Since counts only where there is no If-None-Match.
    """
    if if_none_match is not None:
        # An entity tag holds no quotation mark, so the quoted one can only be found as a whole.
        return etag in if_none_match or if_none_match.strip() == "*"
    if if_modified_since is None:
        return False
    since = seconds_of(if_modified_since)
    # A date that lies ahead is one that the page has not reached: see the store's rule for two in one second.
    return since is not None and modified <= since and modified <= time.time()


def is_still(if_range: str | None, etag: str, modified: int) -> bool:
    """Whether a range may be cut from this answer (RFC 9110, 13.1.5): same tag or same date."""
    if if_range is None:
        return True
    value = if_range.strip()
    if value.startswith(('"', "W/")):
        return value == etag
    return seconds_of(value) == modified


@lru_cache(maxsize=512)
def http_date(seconds: int) -> str:
    """Unix seconds as HTTP writes them."""
    return formatdate(seconds, usegmt=True)


@lru_cache(maxsize=512)
def seconds_of(date: str) -> int | None:
    """The Unix seconds of an HTTP date; None when it is none."""
    try:
        return int(parsedate_to_datetime(date).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None
