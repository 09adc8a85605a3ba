"""What a check found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is: only ``WRONG`` makes the doctor's exit code 1."""

    WELL = "well"
    ATTENTION = "attention"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """``subject`` is what was looked at, ``found`` how it is, ``mend`` what to do about it (a sentence)."""

    subject: str
    state: State
    found: str
    mend: str = ""


def well(subject: str, found: str) -> Finding:
    """Nothing to do."""
    return Finding(subject, State.WELL, found)


def attention(subject: str, found: str, mend: str) -> Finding:
    """It works, and the operator should know."""
    return Finding(subject, State.ATTENTION, found, mend)


def wrong(subject: str, found: str, mend: str) -> Finding:
    """It does not work, or soon will not."""
    return Finding(subject, State.WRONG, found, mend)
