"""Places in a thread: a comment's path from the first comment down, one segment a step.

A segment is the moment of submission in milliseconds since 2020 and a random part, in digits that sort as
text, so that no number has to be drawn and siblings stand in the order in which they were written.
"""

import secrets
from datetime import UTC, datetime

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TIME_LENGTH = 9
SEGMENT = 12
DEEPEST = 31
"""Steps that are kept apart; deeper replies stand beside each other below the last one."""
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def segment(at: datetime) -> str:
    """A new segment for a comment of this moment.

    >>> a, b = segment(datetime(2026, 1, 1, tzinfo=UTC)), segment(datetime(2026, 1, 2, tzinfo=UTC))
    >>> len(a), a < b
    (12, True)
    """
    milliseconds = max(0, int((at - _EPOCH).total_seconds() * 1000))
    return _digits(milliseconds, TIME_LENGTH) + "".join(
        secrets.choice(DIGITS) for _ in range(SEGMENT - TIME_LENGTH)
    )


def path_below(parent: str, own: str) -> str:
    """The path of a reply to the comment at `parent` ("" for none).

    >>> path_below("", "aaaaaaaaaaaa"), path_below("aaaaaaaaaaaa", "bbbbbbbbbbbb")
    ('aaaaaaaaaaaa', 'aaaaaaaaaaaabbbbbbbbbbbb')
    """
    return parent[: (DEEPEST) * SEGMENT] + own


def depth(path: str) -> int:
    """Steps below the first comment of the thread.

    >>> depth("aaaaaaaaaaaa"), depth("aaaaaaaaaaaabbbbbbbbbbbb")
    (0, 1)
    """
    return max(0, len(path) // SEGMENT - 1)


def thread_of(path: str) -> str:
    """The first segment."""
    return path[:SEGMENT]


def _digits(number: int, length: int) -> str:
    found = ""
    for _place in range(length):
        number, rest = divmod(number, len(DIGITS))
        found = DIGITS[rest] + found
    return found
