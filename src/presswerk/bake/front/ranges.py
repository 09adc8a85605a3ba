"""Byte ranges (RFC 9110, section 14)."""

import re
from typing import NamedTuple

_ONE = re.compile(r"bytes=(\d{1,18})?-(\d{1,18})?", re.ASCII)


class Span(NamedTuple):
    """Bytes from ``first`` up to, not including, ``end``."""

    first: int
    end: int


UNSATISFIABLE = Span(0, 0)


def span(header: str | None, size: int) -> Span | None:
    """The range asked for; None for the whole, `UNSATISFIABLE` for one that begins behind the end.

    Several ranges at once get the whole: that is allowed, and a part of each in one answer is what attacks
    ask for. What is no range is ignored.

    >>> span("bytes=0-99", 1000), span("bytes=900-", 1000), span("bytes=-100", 1000)
    (Span(first=0, end=100), Span(first=900, end=1000), Span(first=900, end=1000))
    >>> span("bytes=0-1,5-6", 1000), span("lines=1-2", 1000), span("bytes=5-2", 1000)
    (None, None, None)
    >>> span("bytes=1000-", 1000) is UNSATISFIABLE
    True
    """
    match = _ONE.fullmatch(header.replace(" ", "")) if header else None
    if match is None:
        return None
    first, last = match.groups()
    if first is None:
        if last is None:
            return None
        length = min(int(last), size)
        return Span(size - length, size) if length else UNSATISFIABLE
    if last is not None and int(last) < int(first):
        return None
    if int(first) >= size:
        return UNSATISFIABLE
    return Span(int(first), size if last is None else min(int(last) + 1, size))
