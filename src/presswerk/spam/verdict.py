"""What the filter says of a submission."""

from dataclasses import dataclass, field
from typing import Any, Literal

Decision = Literal["publish", "hold", "discard"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence. Put into words outside the engine, by its code."""

    code: str
    params: dict[str, Any]
    """What the words speak of, such as `{"count": 12}` or `{"host": "example.org"}`."""
    share: float
    """How far it moved the verdict: positive toward the label, negative away from it. The absolute
    shares of all reasons of a verdict add up to 1."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely the label is, what to do, and why (the weightiest reason first)."""

    probability: float
    """In [0, 1], calibrated: of the texts judged 0.9, nine in ten bear the label."""
    decision: Decision
    reasons: tuple[Reason, ...] = field(default=())
    model_version: str = ""
