"""Long texts, put together from short ones: spam between honest words, and honest texts in a row.

Written texts are short, so that a model which saw only these takes honest words around spam for honesty, and
much text for guilt. The shares are by cross-validation on the training texts: more spam in honest words
catches more of it, and doubts more of the long honest texts.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from zlib import crc32

from presswerk.spam.training.corpus import Example

SOURCES = ("written", "single")
SPAM_SHARE = 0.05
HONEST_SHARE = 0.4
SPAM_LENGTHS = (200, 400, 800)
"""Characters of honest words that are put around, in all."""
HONEST_LENGTHS = (200, 400, 800, 1200)


def lengthened(examples: Sequence[Example], fold_of: Callable[[Example], int]) -> list[Example]:
    """The additional texts, always the same. What is put around a text is of its language and its fold, so
    that no part of a text stands on both sides of a split."""
    pools: dict[tuple[str, int], list[str]] = defaultdict(list)
    short = [example for example in examples if example.source in SOURCES]
    for example in short:
        if not example.is_label:
            pools[example.language, fold_of(example)].append(example.submission.text)
    found = []
    for example in short:
        text = example.submission.text
        chance = random.Random(crc32(text.encode("utf-8", "surrogatepass")))
        pool = pools[example.language, fold_of(example)]
        if not pool or chance.random() >= (SPAM_SHARE if example.is_label else HONEST_SHARE):
            continue
        text = _surrounded(text, pool, chance) if example.is_label else _continued(text, pool, chance)
        found.append(replace(example, submission=replace(example.submission, text=text), source="lengthened"))
    return found


def _surrounded(text: str, pool: Sequence[str], chance: random.Random) -> str:
    honest = _words(pool, chance.choice(SPAM_LENGTHS), chance)
    cut = honest.find(" ", chance.choice((0, len(honest) // 2, len(honest) - 1)))
    before, after = (honest[:cut], honest[cut + 1 :]) if cut >= 0 else (honest, "")
    return "\n".join(part for part in (before, text, after) if part)


def _continued(text: str, pool: Sequence[str], chance: random.Random) -> str:
    return f"{text}\n{_words(pool, chance.choice(HONEST_LENGTHS), chance)}"


def _words(pool: Sequence[str], length: int, chance: random.Random) -> str:
    """Honest texts one after the other, cut to this many characters."""
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        parts.append(chance.choice(pool))
    return " ".join(parts)[:length]
