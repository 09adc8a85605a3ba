"""The base model: a small file in the wheel, read once and shared by all sites of a process."""

import json
import struct
import zlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib import resources
from math import exp, log
from pathlib import Path
from typing import Any

from presswerk.spam.model.beliefs import BELIEFS
from presswerk.spam.model.vector import Observed, Vector, number_of
from presswerk.spam.reading.memo import Memo
from presswerk.spam.reading.words import BITS, Word

MAGIC = b"PWSB\x01"
KEPT_WORDS = 6_000
PRIOR = 0.05
"""The share of spam that a probability assumes: one in twenty. Far lower than what open forms get, on
purpose. The base meets subjects that it was not trained on, and there a doubt must speak for the writer: with
this prior, of the honest comments under a video that it was not trained on less than one in a hundred is
lost."""
TAUGHT = 0.3
"""The share of spam that is assumed where a site learns. Nearer to the half than PRIOR, for a site is to
learn from a decision what the text says, not how rare spam is; by cross-validation on the training texts."""


class DamagedModel(Exception):
    """The base model's file is not what was shipped."""


@dataclass(slots=True)
class Base:
    """Weights of all n-grams (8 bits each) and signals, and how a score becomes a probability."""

    label: str
    version: str
    bias: float
    scale: float
    """A weight is its byte times this."""
    weights: "array[int]"
    signals: dict[int, float]
    slope: float
    offset: float
    """Platt's two parameters (Platt 1999): probability = logistic(slope * score + offset)."""
    about: dict[str, Any]
    """What it was trained from."""
    _sums: Memo[int] = field(default_factory=lambda: Memo(KEPT_WORDS))

    def words_kept(self) -> Callable[[str], int | None]:
        """Looks a word's sum up, if it is kept."""
        return self._sums.newer.get

    def words_score(self, word: Word) -> int:
        """The sum of a word's weights, in units of `scale`; kept for the next text."""
        total = self._sums.get(word.text)
        if total is None:
            total = sum(map(self.weights.__getitem__, word.ids))
            self._sums.put(word.text, total)
        return total

    def text_sum(self, observed: Observed) -> int:
        """The sum of the weights of all n-grams, in units of `scale`, from the words' sums that are kept."""
        known, total = self._sums.newer.get, self.pairs_score(observed)
        for word in observed.words:
            kept = known(word.text)
            total += kept if kept is not None else self.words_score(word)
        return total

    def score(self, vector: Vector, text: int | None = None) -> float:
        """Log-odds before calibration. `text` is the `text_sum` where the caller has the words: the same sum,
        in a fifth of the time."""
        signals = self.signals
        if text is None:
            text = sum(map(self.weights.__getitem__, vector.ids))
        marks = sum([signals.get(number, 0.0) * value for number, value in vector.signals])
        return self.bias + self.scale * vector.unit * text + marks

    def pairs_score(self, observed: Observed) -> int:
        """The sum of the weights of neighbouring words, in units of `scale`."""
        return sum(map(self.weights.__getitem__, observed.pairs))

    def calibrate(self, score: float) -> float:
        """Log-odds that are calibrated, with PRIOR in them."""
        return self.slope * score + self.offset

    def when_taught(self, score: float) -> float:
        """The same with TAUGHT in place of PRIOR."""
        return self.slope * score + self.offset + log(TAUGHT / (1 - TAUGHT)) - log(PRIOR / (1 - PRIOR))


def logistic(x: float) -> float:
    """The probability of log-odds, without overflow."""
    if x >= 0:
        return 1.0 / (1.0 + exp(-min(x, 700.0)))
    odds = exp(max(x, -700.0))
    return odds / (1.0 + odds)


def save(base: Base, path: Path) -> None:
    """Write the file: magic, checksum, header, signals, weights; the same bytes for the same model."""
    header = json.dumps(
        {
            "label": base.label, "version": base.version, "bias": base.bias, "scale": base.scale,
            "slope": base.slope, "offset": base.offset, "signals": len(base.signals), "about": base.about,
        },
        sort_keys=True,
    ).encode()  # fmt: skip
    signals = b"".join(struct.pack("<If", number, weight) for number, weight in sorted(base.signals.items()))
    body = struct.pack("<I", len(header)) + header + zlib.compress(signals + base.weights.tobytes(), 9)
    path.write_bytes(MAGIC + blake2b(body, digest_size=16).digest() + body)


def parse(data: bytes) -> Base:
    """Read the file. Raises DamagedModel."""
    body = data[len(MAGIC) + 16 :]
    if (
        data[: len(MAGIC)] != MAGIC
        or blake2b(body, digest_size=16).digest() != data[len(MAGIC) : len(MAGIC) + 16]
    ):
        raise DamagedModel("The base model's file is damaged or of another version. Install Presswerk anew.")
    (size,) = struct.unpack_from("<I", body)
    header = json.loads(body[4 : 4 + size])
    rest = zlib.decompress(body[4 + size :])
    end = 8 * header["signals"]
    signals = dict(struct.iter_unpack("<If", rest[:end]))
    weights = array("b")
    weights.frombytes(rest[end:])
    return Base(
        header["label"], header["version"], header["bias"], header["scale"], weights, signals,
        header["slope"], header["offset"], header["about"],
    )  # fmt: skip


@cache
def shipped(label: str) -> Base:
    """The base of a label; a blank one, that knows only the stated beliefs, where none ships."""
    file = resources.files("presswerk.spam.data").joinpath(f"{label}.model")
    if not file.is_file():
        return blank(label)
    return parse(file.read_bytes())


def blank(label: str) -> Base:
    """It has seen nothing: one text in five bears the label."""
    beliefs = {number_of(name): weight for name, weight in BELIEFS.items()} if label == "spam" else {}
    return Base(label, "blank", -1.4, 1.0, array("b", bytes(1 << BITS)), beliefs, 1.0, 0.0, {})
