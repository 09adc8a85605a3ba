"""What mistakes cost, and the decision that costs least.

The unit is the harm of one spam text (or insult) that readers see. Of publish, hold and discard the one is
taken whose expected cost is the least (Bayes decision with a reject option: Chow, IEEE Trans. Inf. Theory
16, 1970).
"""

from dataclasses import dataclass

from presswerk.spam.verdict import Decision


@dataclass(frozen=True, slots=True)
class Costs:
    """Of each mistake, and of asking a person."""

    spam_shown: float = 1.0
    honest_lost: float = 1.25
    """An honest comment thrown away harms more than a spam text shown: its writer does not come back."""
    spam_held: float = 0.75
    """Somebody has to read it and throw it away: a queue full of spam is what a filter is there to
    prevent."""
    honest_held: float = 0.008
    """It is read, and appears later."""

    @property
    def hold_from(self) -> float:
        """The probability from which asking is cheaper than publishing: 0.031 as it stands."""
        return self.honest_held / (self.honest_held + self.spam_shown - self.spam_held)

    @property
    def discard_from(self) -> float:
        """The probability from which discarding is cheaper than asking: 0.62 as it stands."""
        more = self.honest_lost - self.honest_held
        return max(0.5, more / (more + self.spam_held))

    def decide(self, probability: float) -> Decision:
        """The cheapest of the three."""
        if probability >= self.discard_from:
            return "discard"
        return "hold" if probability >= self.hold_from else "publish"


def costs_of(label: str) -> Costs:
    """What is shipped for a label.

    An insult is a matter of opinion, and the model is a weak judge of it. So a machine never throws one away
    (it would have to be surer than 399 in 400). What a debate loses when an honest post waits for a person
    was chosen on held-out training posts so that about one honest post in seventeen is held: from 0.15 on.
    """
    if label == "insult":
        return Costs(spam_shown=1.0, honest_lost=100.0, spam_held=0.25, honest_held=0.13)
    return Costs()
