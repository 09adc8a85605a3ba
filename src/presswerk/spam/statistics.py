"""How well it judged, week by week: the sign of drift."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Matrix:
    """What moderators decided against what the engine had said before they did."""

    label_published: int = 0
    label_held: int = 0
    label_discarded: int = 0
    honest_published: int = 0
    honest_held: int = 0
    honest_discarded: int = 0

    @property
    def decisions(self) -> int:
        """All."""
        return (
            self.label_published + self.label_held + self.label_discarded
            + self.honest_published + self.honest_held + self.honest_discarded
        )  # fmt: skip

    @property
    def missed(self) -> float | None:
        """The share of what bore the label that it would have published; None when there was none."""
        bore = self.label_published + self.label_held + self.label_discarded
        return self.label_published / bore if bore else None

    @property
    def lost(self) -> float | None:
        """The share of honest texts that it would have discarded; None when there was none."""
        honest = self.honest_published + self.honest_held + self.honest_discarded
        return self.honest_discarded / honest if honest else None


@dataclass(frozen=True, slots=True)
class Week(Matrix):
    """The same of one week."""

    week: str = field(default="", kw_only=True)
    """ISO 8601, such as `2026-W48`."""


def weeks_of(counts: dict[str, list[int]]) -> list[Week]:
    """In order of time."""
    return [Week(*counts[week], week=week) for week in sorted(counts)]


def added(weeks: Iterable[Matrix]) -> Matrix:
    """All of them together."""
    weeks = list(weeks)
    return Matrix(*(sum(getattr(week, each.name) for week in weeks) for each in fields(Matrix)))
