"""Words, each read once: its hashed n-grams and the subjects it belongs to are kept for the next text."""

import re
from dataclasses import dataclass
from zlib import crc32

from presswerk.spam.reading.subjects import subjects_of

BITS = 20
MASK = (1 << BITS) - 1
"""Features are numbered by 20 bits of CRC-32: deterministic, in C, and too few to read words back from."""
WORD, PAIR, GRAM, SIGNAL = 1, 2, 3, 5
"""Start values of the hash, so that the kinds do not fall together."""
KEPT = 12_000
"""Words in the memory; about 1 kB each."""
LONGEST_WORD = 32
FIND = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the model sees it."""

    text: str
    number: int
    """32 bits, for pairs of words."""
    ids: tuple[int, ...]
    """The word and its character 4-grams, as feature numbers."""
    subjects: tuple[str, ...]


_memory: dict[str, Word] = {}


def words_in(text: str) -> list[Word]:
    """The words of a folded text, in order."""
    found = []
    memory = _memory
    for piece in FIND.findall(text):
        word = memory.get(piece)
        found.append(word if word is not None else _remember(piece))
    return found


def _remember(piece: str) -> Word:
    if len(_memory) >= KEPT:
        _memory.clear()
    word = make_word(piece)
    _memory[piece] = word
    return word


def make_word(piece: str) -> Word:
    """Read one word."""
    text = piece[:LONGEST_WORD]
    if text.isdigit():
        text = f"#{min(len(text), 9)}"
        number = crc32(text.encode(), WORD)
        return Word(text, number, (number & MASK,), ())
    raw = text.encode("utf-8", "surrogatepass")
    number = crc32(raw, WORD)
    framed = b"^" + raw + b"$"
    ids = [number & MASK]
    if len(framed) > 4:
        ids += [crc32(framed[at : at + 4], GRAM) & MASK for at in range(len(framed) - 3)]
    return Word(text, number, tuple(ids), subjects_of(text))


def pairs(words: list[Word]) -> set[int]:
    """Feature numbers of neighbouring words."""
    numbers = [word.number for word in words]
    return {
        ((a * 0x9E3779B1) ^ (b * 0x85EBCA6B) ^ PAIR) >> 7 & MASK
        for a, b in zip(numbers, numbers[1:], strict=False)
    }


def signal_number(name: str) -> int:
    """The feature number of a named signal."""
    return crc32(name.encode(), SIGNAL) & MASK
