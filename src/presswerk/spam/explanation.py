"""From weights to reasons: a linear model's score is a sum, and so is its explanation."""

from collections.abc import Sequence
from typing import Any

from presswerk.spam.model.base import Base
from presswerk.spam.model.influence import Influence
from presswerk.spam.model.site import MASK, SiteWeights
from presswerk.spam.model.vector import Observed, number_of
from presswerk.spam.verdict import Reason

MOST_REASONS = 8
MOST_WORDS = 5
LEAST = 0.01
"""Log-odds below which a reason is not worth naming."""


def explain(
    observed: Observed, base: Base, site: SiteWeights | None, influence: Influence
) -> tuple[float, tuple[Reason, ...]]:
    """The score before calibration, and what made it, the weightiest first.

    The words of the text are two reasons, those for the label and those against; all else is one reason a
    code.
    """
    words, pairs = _words(observed, base, site)
    taught = site.bias if site is not None else 0.0
    parts: dict[str, tuple[float, dict[str, Any], float]] = {}
    marks = 0.0
    for evidence in observed.evidence:
        number = number_of(evidence.name)
        weight = base.signals.get(number, 0.0)
        marks += weight * evidence.value
        if site is not None and number in site.signals:
            more = site.signals[number][0]
            taught += more * evidence.value
            weight += more
        moved = weight * evidence.value
        total, params, largest = parts.get(evidence.code, (0.0, evidence.params, 0.0))
        if abs(moved) > largest:
            params, largest = evidence.params, abs(moved)
        parts[evidence.code] = (total + moved, params, largest)
    text_base = sum([score for score, _, _ in words]) + pairs[0]
    taught += sum([more for _, more, _ in words]) + pairs[1]
    score = base.bias + text_base + marks + influence.bound(taught)
    found = [(code, params, total) for code, (total, params, _) in parts.items()]
    found += _spoken(words, pairs[0] + pairs[1])
    return score, _weigh(found)


def _words(
    observed: Observed, base: Base, site: SiteWeights | None
) -> tuple[list[tuple[float, float, str]], tuple[float, float]]:
    """Each word's part in the base and the site, and the parts of all pairs."""
    factor, unit = base.scale * observed.unit, observed.unit
    known, score = base.words_kept(), base.words_score
    base_parts = []
    for word in observed.words:
        kept = known(word.text)
        base_parts.append(factor * (kept if kept is not None else score(word)))
    pairs = factor * base.pairs_score(observed)
    if site is None or site.grams is None:
        return [(part, 0.0, word.text) for part, word in zip(base_parts, observed.words, strict=True)], (
            pairs,
            0.0,
        )
    weight = site.grams.__getitem__
    words = [
        (part, unit * sum(map(weight, word.site_ids)), word.text)
        for part, word in zip(base_parts, observed.words, strict=True)
    ]
    return words, (pairs, unit * sum([weight(number & MASK) for number in observed.pairs]))


def _spoken(words: list[tuple[float, float, str]], pairs: float) -> list[tuple[str, dict[str, Any], float]]:
    ranked = sorted([(score + more, text) for score, more, text in words])
    against = sum([moved for moved, _ in ranked if moved < 0])
    toward = sum([moved for moved, _ in ranked if moved > 0])
    if pairs > 0:
        toward += pairs
    else:
        against += pairs
    found: list[tuple[str, dict[str, Any], float]] = []
    if toward:
        told = [text for moved, text in ranked[: -MOST_WORDS - 1 : -1] if moved > 0]
        found.append(("words_for", {"words": told}, toward))
    if against:
        told = [text for moved, text in ranked[:MOST_WORDS] if moved < 0]
        found.append(("words_against", {"words": told}, against))
    return found


def _weigh(found: Sequence[tuple[str, dict[str, Any], float]]) -> tuple[Reason, ...]:
    told = sorted((one for one in found if abs(one[2]) >= LEAST), key=lambda one: -abs(one[2]))[:MOST_REASONS]
    total = sum([abs(moved) for _, _, moved in told])
    return tuple(Reason(code, params, moved / total) for code, params, moved in told)
