"""What one site's moderators have taught, on top of the base.

Weights move by AdaGrad (Duchi, Hazan, Singer, JMLR 12, 2011), which lets rare features learn fast and common
ones slowly. The fold over the journal is deterministic, so that all processes of a site reach the same
weights.
"""

from array import array
from math import sqrt

from presswerk.spam.model.vector import Vector
from presswerk.spam.reading.words import SITE_MASK

BITS = 18
MASK = SITE_MASK
assert MASK == (1 << BITS) - 1
"""A site needs fewer numbers than the base: 2 MB in memory, once it has learned something."""
RATE = 0.15
SIGNAL_RATE = 0.25
BIAS_RATE = 0.1
EASE = 1.0
GRAM_EASE = 0.2
"""Keep the first steps of a new feature from being too long."""


class SiteWeights:
    """Sparse in effect, flat in memory."""

    __slots__ = ("bias", "bias_seen", "grams", "grams_seen", "signals")

    def __init__(self) -> None:
        self.bias = 0.0
        self.bias_seen = EASE
        self.grams: array[float] | None = None
        self.grams_seen: array[float] | None = None
        self.signals: dict[int, tuple[float, float]] = {}
        """Weight and sum of squared gradients."""

    def score(self, vector: Vector) -> float:
        """What the site adds to the base's log-odds."""
        if self.grams is None:
            return 0.0
        grams, signals = self.grams, self.signals
        text = sum(map(grams.__getitem__, vector.site_ids))
        marks = 0.0
        for number, value in vector.signals:
            known = signals.get(number)
            if known is not None:
                marks += known[0] * value
        return self.bias + vector.unit * text + marks

    def move(self, vector: Vector, gradient: float) -> None:
        """One step against the gradient of the loss by the log-odds."""
        if self.grams is None or self.grams_seen is None:
            self.grams, self.grams_seen = array("f", bytes(4 << BITS)), array("f", [GRAM_EASE]) * (1 << BITS)
        grams, seen = self.grams, self.grams_seen
        step = gradient * vector.unit
        square, change = step * step, RATE * step
        for number in vector.site_ids:
            seen[number] = total = seen[number] + square
            grams[number] -= change / sqrt(total)
        for number, value in vector.signals:
            weight, total = self.signals.get(number, (0.0, EASE))
            slope = gradient * value
            total += slope * slope
            self.signals[number] = (weight - SIGNAL_RATE * slope / sqrt(total), total)
        self.bias_seen += gradient * gradient
        self.bias -= BIAS_RATE * gradient / sqrt(self.bias_seen)
