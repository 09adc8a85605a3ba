"""How well an engine judges labelled texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from presswerk.spam.verdict import Verdict

Z95 = 1.959964
TRUE_FROM = 0.5
"""From this probability on, the Akismet protocol answers `true`."""
BINS = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval (Wilson, J. Am. Stat. Assoc. 22, 1927)."""

    count: int
    total: int

    @property
    def share(self) -> float:
        """0 where there was nothing."""
        return self.count / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lowest and highest plausible share."""
        if not self.total:
            return 0.0, 1.0
        n, p, z2 = self.total, self.share, Z95 * Z95
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if not self.total:
            return "–"
        low, high = self.interval
        return f"{self.share:.1%} ({low:.1%}–{high:.1%})"


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: what it is, and what the engine said."""

    is_label: bool
    probability: float
    decision: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of DESIGN §7. Recall: spam not published. Ham lost: honest texts discarded or answered
    `true`."""

    recall: Rate
    lost: Rate
    held: Rate
    precision: Rate
    """Of what was discarded or answered `true`, the share that was spam."""
    calibration_error: float
    """Expected calibration error in ten bins of equal width (Naeini, Cooper, Hauskrecht, AAAI 2015)."""


def judged(is_label: bool, verdict: Verdict) -> Judged:
    """One text's result."""
    return Judged(is_label, verdict.probability, verdict.decision)


def evaluate(results: Sequence[Judged]) -> Evaluation:
    """All figures of a set of texts."""
    spam = [one for one in results if one.is_label]
    ham = [one for one in results if not one.is_label]
    flagged = [one for one in results if is_lost(one)]
    return Evaluation(
        recall=Rate(sum(one.decision != "publish" for one in spam), len(spam)),
        lost=Rate(sum(is_lost(one) for one in ham), len(ham)),
        held=Rate(sum(one.decision == "hold" for one in results), len(results)),
        precision=Rate(sum(one.is_label for one in flagged), len(flagged)),
        calibration_error=calibration_error(results),
    )


def is_lost(one: Judged) -> bool:
    """What a writer would not see again: discarded, or `true` to an Akismet client."""
    return one.decision == "discard" or one.probability >= TRUE_FROM


def calibration_error(results: Iterable[Judged]) -> float:
    """How far probabilities are from shares, weighted by how many texts have them."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    total = 0
    for one in results:
        bins[min(BINS - 1, int(one.probability * BINS))].append(one)
        total += 1
    if not total:
        return 0.0
    gaps = [abs(sum(one.probability for one in texts) - sum(one.is_label for one in texts)) for texts in bins]
    return sum(gaps) / total
