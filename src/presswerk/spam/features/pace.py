"""How fast the form was filled."""

from collections.abc import Iterator

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.submission import Submission

SECONDS_AT_LEAST = 3.0
CHARACTERS_A_SECOND = 20.0
"""Faster than anybody types (the fastest typists reach about 15); pasting is honest too, so it is only
evidence."""


def pace(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """Too fast, or the time that a person takes; nothing where it is not known."""
    seconds = submission.seconds_to_fill
    if seconds is None or not seconds >= 0:
        return
    params = {"seconds": round(seconds, 1)}
    if seconds < SECONDS_AT_LEAST:
        yield Evidence("pace:at once", 1.0, "pace_fast", params)
    elif reading.length > CHARACTERS_A_SECOND * seconds:
        yield Evidence("pace:faster than typing", 1.0, "pace_fast", params)
    elif seconds > 20:
        yield Evidence("pace:like a person", 1.0, "pace_human", params)
