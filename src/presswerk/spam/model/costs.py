"""What mistakes cost, and the decision that costs least.

The unit is the harm of one spam text that readers see. The rule is that of Bayes decisions (Chow, IEEE Trans.
Inf. Theory 16, 1970): of publish, hold and discard, take the one whose expected cost is the least.
"""

from dataclasses import dataclass

from presswerk.spam.verdict import Decision


@dataclass(frozen=True, slots=True)
class Costs:
    """Of each mistake, and of asking a person."""

    spam_shown: float = 1.0
    honest_lost: float = 4.0
    """An honest comment thrown away unseen harms four times as much: its writer does not come back."""
    asking: float = 0.2
    """A moderator's look at one held text, and the writer's wait for it."""

    @property
    def hold_from(self) -> float:
        """The probability from which asking is cheaper than publishing."""
        return self.asking / self.spam_shown

    @property
    def discard_from(self) -> float:
        """The probability from which discarding is cheaper than asking."""
        return 1.0 - self.asking / self.honest_lost

    def decide(self, probability: float) -> Decision:
        """The cheapest of the three."""
        if probability >= self.discard_from:
            return "discard"
        return "hold" if probability >= self.hold_from else "publish"
