"""How well it judged, week by week: the sign of drift."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Week:
    """What moderators decided in a week against what the engine had said before they did."""

    week: str
    """ISO 8601, such as `2026-W48`."""
    label_published: int
    label_held: int
    label_discarded: int
    honest_published: int
    honest_held: int
    honest_discarded: int

    @property
    def decisions(self) -> int:
        """All of the week."""
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


def weeks_of(counts: dict[str, list[int]]) -> list[Week]:
    """In order of time."""
    return [Week(week, *counts[week]) for week in sorted(counts)]
