"""`presswerk spam train`: the files that ship, the same bytes for the same texts and Python version."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

from presswerk.spam.model.base import Base, save
from presswerk.spam.model.vector import Vector
from presswerk.spam.reading.words import BITS
from presswerk.spam.training.calibrate import platt
from presswerk.spam.training.corpus import Example, insult_examples, spam_examples
from presswerk.spam.training.fit import Fitted, bare_vectors, fit, vectors, weigh
from presswerk.spam.training.lengthened import lengthened
from presswerk.spam.training.profiles import make_profiles, save_profiles

FOLDS = 3
LEAST_SIGNAL = 0.02
"""Signals with a smaller weight are left out of the file."""
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Trained:
    """What came out."""

    base: Base
    held_out: list[tuple[float, Example]]
    """Each example's log-odds by a model that saw nothing of its group; calibrated."""


def train(data: Path, to: Path, say: Say = lambda line: None) -> list[Trained]:
    """Train all that ships from the open sets in `data` and the written texts, and write it to `to`.

    Takes about a minute. Raises FileNotFoundError when a set is not there.
    """
    save_profiles(make_profiles(language_texts(data)), to / "languages.json")
    clear_profiles()
    found = []
    for label, examples in (("spam", spam_examples(data)), ("insult", insult_examples(data))):
        say(f"{label}: {len(examples)} texts")
        trained = train_label(label, examples)
        save(trained.base, to / f"{label}.model")
        say(f"{label}: version {trained.base.version}, {len(trained.base.signals)} signals")
        found.append(trained)
    return found


def train_label(label: str, examples: list[Example]) -> Trained:
    """One base model, calibrated on texts that it was not fitted on."""
    believe = label == "spam"
    everything = [*examples, *(lengthened(examples, fold_of) if label == "spam" else ())]
    seen, bare = vectors(everything), bare_vectors(everything)
    labels = [example.is_label for example in everything]
    weights = weigh(everything)
    scores = _held_out(everything, seen, bare, believe)[: len(examples)]
    slope, offset = platt(scores, labels[: len(examples)], weights[: len(examples)])
    base = _rounded(
        label,
        fit(seen, labels, weights, bare=bare, believe=believe),
        slope,
        offset,
        _about(everything),
    )
    held_out = [(slope * score + offset, example) for score, example in zip(scores, examples, strict=True)]
    return Trained(base, held_out)


def _held_out(examples: list[Example], seen: list[Vector], bare: list[Vector], believe: bool) -> list[float]:
    """Scores by models that saw no text of the same group. A thread of its own source is a fold of its
    own."""
    scores = [0.0] * len(examples)
    folds = [fold_of(example) for example in examples]
    for fold in range(FOLDS):
        inside = [at for at in range(len(examples)) if folds[at] != fold]
        part = [examples[at] for at in inside]
        fitted = fit(
            [seen[at] for at in inside],
            [one.is_label for one in part],
            weigh(part),
            bare=[bare[at] for at in inside],
            believe=believe,
        )
        for at in range(len(examples)):
            if folds[at] == fold:
                scores[at] = fitted.score(seen[at])
    return scores


def fold_of(example: Example) -> int:
    """Of a whole group; each thread of the video comments is in another."""
    if example.source == "youtube":
        return int(example.group[7:9]) % FOLDS
    return crc32(example.group.encode()) % FOLDS


def _rounded(label: str, fitted: Fitted, slope: float, offset: float, about: dict[str, Any]) -> Base:
    largest = max(max(fitted.grams), -min(fitted.grams)) or 1.0
    scale = largest / 127
    grams = array("b", [round(weight / scale) for weight in fitted.grams])
    signals = {
        number: _single(weight) for number, weight in fitted.signals.items() if abs(weight) >= LEAST_SIGNAL
    }
    digest = blake2b(grams.tobytes(), digest_size=4)
    for number in sorted(signals):
        digest.update(f"{number}:{signals[number]:.6g};".encode())
    digest.update(f"{fitted.bias:.9g} {slope:.9g} {offset:.9g}".encode())
    assert len(grams) == 1 << BITS
    return Base(
        label, f"{label}-{digest.hexdigest()}", fitted.bias, scale, grams, signals, slope, offset, about
    )


def _single(weight: float) -> float:
    return array("f", [weight])[0]


def _about(examples: Iterable[Example]) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for example in examples:
        counts[f"{example.source} {example.language} {'label' if example.is_label else 'other'}"] += 1
    return {"texts": dict(sorted(counts.items()))}


def language_texts(data: Path) -> list[tuple[str, str]]:
    """For the language profiles: the written texts of people, and the open German and English ones."""
    return [
        (example.language, example.submission.text)
        for example in spam_examples(data)
        if example.source in {"written", "germeval2018"}
        or (example.source == "youtube" and not example.is_label)
    ]


def clear_profiles() -> None:
    """Let the language of a text be guessed by the profiles that were just written."""
    from presswerk.spam.reading import language

    language.profiles.cache_clear()
    language._memory.clear()
