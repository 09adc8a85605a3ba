"""Fitting the base: logistic regression by AdaGrad, in plain Python, the same bits for the same texts."""

import random
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from presswerk.spam.model.base import logistic
from presswerk.spam.model.beliefs import BELIEFS
from presswerk.spam.model.vector import Vector, number_of, observe
from presswerk.spam.reading.words import BITS
from presswerk.spam.training.corpus import Example

EPOCHS = 4
RATE = 0.15
EASE = 0.005
"""Keeps the first steps from being endless; the smaller, the more a rare word may say."""
GRAM_DECAY = 1e-3
"""Pull of the n-grams' weights to nothing, a step."""
SIGNAL_RATE = 0.3
DECAY = 1e-2
"""Pull of the signals' weights to what is believed of them, a step."""
SEED = 7
COUNTS = {"constructs": 0.1, "germeval2018": 0.5}
"""What a text of a source counts beside one of another. Constructs are vague praise and hardly told from the
honest kind; the posts are many and of one place. These and the figures above are by cross-validation over
groups of the written texts, and by leaving one video out (docs/explanation/spam-filter.md)."""
BARE = 0.3
"""The share of rounds in which an example is seen without its circumstances."""
CIRCUMSTANCES = ("host:", "ending:", "website", "in link:", "name", "article:", "language:")


@dataclass(slots=True)
class Fitted:
    """Weights before they are rounded."""

    bias: float
    grams: "array[float]"
    signals: dict[int, float]

    def score(self, vector: Vector) -> float:
        """Log-odds, not calibrated."""
        grams, signals = self.grams, self.signals
        text = sum([grams[number] for number in vector.ids])
        return self.bias + vector.unit * text + sum([signals.get(n, 0.0) * v for n, v in vector.signals])


def vectors(examples: Sequence[Example]) -> list[Vector]:
    """What the model sees of each."""
    return [observe(example.submission, None).vector() for example in examples]


def bare_vectors(examples: Sequence[Example]) -> list[Vector]:
    """What it sees of each without the circumstances that are invented in written texts: hosts, names,
    article.

    Trained on half of the time, they keep the model from leaning on whose host names sound made up.
    """
    found = []
    for example in examples:
        observed = observe(example.submission, None)
        observed.evidence = [one for one in observed.evidence if not one.name.startswith(CIRCUMSTANCES)]
        found.append(observed.vector())
    return found


def weigh(examples: Sequence[Example]) -> list[float]:
    """What each example counts, so that in every language spam and honest texts weigh the same.

    Public spam is mostly English and public German text mostly honest; without this, the model would learn
    the language and not the spam. Languages count by the root of their number of texts.
    """
    counts: dict[tuple[str, bool], int] = {}
    for example in examples:
        key = (example.language, example.is_label)
        counts[key] = counts.get(key, 0) + 1
    size: dict[str, float] = {}
    for (language, _), count in counts.items():
        size[language] = max(size.get(language, 0.0), sqrt(count))
    weights = [
        size[one.language] / counts[one.language, one.is_label] * COUNTS.get(one.source, 1.0)
        for one in examples
    ]
    scale = len(examples) / sum(weights)
    return [weight * scale for weight in weights]


def fit(
    seen: Sequence[Vector],
    labels: Sequence[bool],
    weights: Sequence[float],
    *,
    bare: Sequence[Vector] | None = None,
    epochs: int = EPOCHS,
    believe: bool = True,
) -> Fitted:
    """Several rounds over the examples in a fixed shuffled order."""
    grams, squares = array("d", bytes(8 << BITS)), array("d", bytes(8 << BITS))
    beliefs = {number_of(name): weight for name, weight in BELIEFS.items()} if believe else {}
    signals = dict(beliefs)
    signal_squares: dict[int, float] = {}
    bias, bias_square = log(0.5), 1.0
    order = list(range(len(seen)))
    chance = random.Random(SEED)
    for _ in range(epochs):
        chance.shuffle(order)
        for at in order:
            vector = bare[at] if bare is not None and chance.random() < BARE else seen[at]
            unit = vector.unit
            score = bias + unit * sum([grams[number] for number in vector.ids])
            score += sum([signals.get(number, 0.0) * value for number, value in vector.signals])
            gradient = (logistic(score) - labels[at]) * weights[at]
            if -1e-3 < gradient < 1e-3:
                continue
            step = gradient * unit
            for number in vector.ids:
                weight = grams[number]
                slope = step + GRAM_DECAY * weight
                squares[number] = total = squares[number] + slope * slope
                grams[number] = weight - RATE * slope / sqrt(EASE + total)
            for number, value in vector.signals:
                slope = gradient * value
                weight = signals.get(number, 0.0)
                slope += DECAY * (weight - beliefs.get(number, 0.0))
                total = signal_squares.get(number, 1.0) + slope * slope
                signal_squares[number] = total
                signals[number] = weight - SIGNAL_RATE * slope / sqrt(total)
            bias_square += gradient * gradient
            bias -= 0.05 * gradient / sqrt(bias_square)
    return Fitted(bias, grams, signals)
