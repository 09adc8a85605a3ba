"""A submission as numbers."""

import threading
from array import array
from dataclasses import dataclass, field, replace
from math import sqrt
from zlib import crc32

from presswerk.spam.features import Evidence, Past, gather, recall
from presswerk.spam.reading import Reading, read
from presswerk.spam.reading.words import SIGNAL, SITE_MASK, Word
from presswerk.spam.submission import Submission

WEIGHT_OF_WORDS = 3.0
"""All n-grams of a text together are as long as this many signals; found by cross-validation on the
training texts."""


@dataclass(slots=True)
class Vector:
    """All that the model sees. What is journalled is `ids`, `signals` and `unit`: no words."""

    ids: "array[int]"
    """Feature numbers of words, their 4-grams and pairs; more than once where two words share one."""
    signals: list[tuple[int, float]]
    unit: float
    """The value of each n-gram: the longer the text, the less one says."""
    _site_ids: "list[int] | None" = field(default=None, repr=False, compare=False)

    @property
    def site_ids(self) -> list[int]:
        """`ids` in the smaller numbers of a site's own weights; made once, for judging and learning ask for
        them."""
        if self._site_ids is None:
            self._site_ids = [number & SITE_MASK for number in self.ids]
        return self._site_ids

    def as_journalled(self) -> "Vector":
        """As every process reads it from the journal: n-grams in order, values of 32 bits.

        What is scored in this form before it is written has the same score, to the last bit, when it is read.
        """
        numbers, values = [number for number, _ in self.signals], [value for _, value in self.signals]
        signals = list(zip(numbers, array("f", values), strict=True))
        return Vector(array("I", sorted(self.ids)), signals, array("f", [self.unit])[0])


@dataclass(slots=True)
class Observed:
    """A submission, read: the vector and what explains it."""

    reading: Reading
    evidence: list[Evidence]
    unit: float

    def vector(self) -> Vector:
        """As numbers only."""
        ids = array("I")
        for word in self.reading.unique:
            ids.extend(word.ids)
        ids.extend(self.reading.pairs)
        return Vector(ids, [(number_of(one.name), one.value) for one in self.evidence], self.unit)

    @property
    def pairs(self) -> set[int]:
        """Feature numbers of neighbouring words."""
        return self.reading.pairs

    @property
    def words(self) -> list[Word]:
        """Each word once."""
        return self.reading.unique


def observe(submission: Submission, past: Past | None) -> Observed:
    """Read a submission."""
    reading, evidence, unit = _read(submission)
    return Observed(reading, [*evidence, *recall(reading, submission, past)], unit)


class _Last(threading.local):
    """What this thread has read last: two engines judge and learn a comment, one after the other."""

    submission: Submission | None = None
    read: tuple[Reading, list[Evidence], float]


_last = _Last()


def _read(submission: Submission) -> tuple[Reading, list[Evidence], float]:
    alone = replace(submission, thread=None)
    if _last.submission != alone:
        reading = read(submission.text)
        count = len(reading.pairs)
        for word in reading.unique:
            count += len(word.ids)
        _last.read = reading, gather(reading, alone), WEIGHT_OF_WORDS / sqrt(max(count, 12))
        _last.submission = alone
    return _last.read


_numbers: dict[str, int] = {}


def number_of(name: str) -> int:
    """The number of a signal: 32 bits of its name."""
    number = _numbers.get(name)
    if number is None:
        if len(_numbers) > 8_000:
            _numbers.clear()
        number = _numbers[name] = crc32(name.encode("utf-8", "surrogatepass"), SIGNAL)
    return number
