"""Words, each read once: its hashed n-grams and the subjects it belongs to are kept for the next text."""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from presswerk.spam.reading.memo import Memo
from presswerk.spam.reading.subjects import subjects_of

BITS = 20
MASK = (1 << BITS) - 1
"""Features are numbered by 20 bits of CRC-32: deterministic, in C, and too few to read words back from."""
WORD, PAIR, GRAM, SIGNAL = 1, 2, 3, 5
"""Start values of the hash, so that the kinds do not fall together."""
SITE_MASK = (1 << 18) - 1
KEPT = 10_000
"""Words in each generation of the memory; about 0.4 kB each."""
LONGEST_WORD = 32
LETTERS_REPEATED = re.compile(r"([a-z])\1{2,}")
SHORTEST_RUN = 4
"""Single letters in a row; three may be an abbreviation."""
FIND = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the model sees it."""

    text: str
    number: int
    """32 bits, for pairs of words."""
    ids: "array[int]"
    """The word and its character 4-grams, as feature numbers."""
    site_ids: "array[int]"
    """The same in the smaller numbers of a site's own weights."""
    subjects: tuple[str, ...]


_memory: Memo[Word] = Memo(KEPT)


def words_in(text: str) -> tuple[list[Word], int]:
    """The words of a folded text in order, and how many were s p a c e d out and had to be put together."""
    pieces = FIND.findall(text)
    pieces, spaced = close_up(pieces)
    found = []
    known = _memory.newer.get
    for piece in pieces:
        word = known(piece)
        if word is None:
            word = _remember(piece)
            known = _memory.newer.get  # there may be a new generation
        found.append(word)
    return found, spaced


def close_up(pieces: list[str]) -> tuple[list[str], int]:
    """Join runs of single letters.

    >>> close_up(["im", "c", "a", "s", "i", "n", "o", "am", "z"])
    (['im', 'casino', 'am', 'z'], 1)
    """
    alone = [at for at, piece in enumerate(pieces) if len(piece) == 1]
    if len(alone) < SHORTEST_RUN:
        return pieces, 0
    joined: list[str] = []
    runs = position = 0
    for run, ends in _runs(alone):
        if ends - run < SHORTEST_RUN:
            continue
        joined += pieces[position:run]
        joined.append("".join(pieces[run:ends]))
        runs, position = runs + 1, ends
    return joined + pieces[position:], runs


def _runs(positions: list[int]) -> Iterator[tuple[int, int]]:
    start = before = positions[0]
    for at in positions[1:]:
        if at != before + 1:
            yield start, before + 1
            start = at
        before = at
    yield start, before + 1


def _remember(piece: str) -> Word:
    word = _memory.get(piece)
    if word is None:
        word = make_word(piece)
        _memory.put(piece, word)
    return word


def make_word(piece: str) -> Word:
    """Read one word."""
    text = LETTERS_REPEATED.sub(r"\1\1", piece[:LONGEST_WORD])
    if text.isdigit():
        text = f"#{min(len(text), 9)}"
        number = crc32(text.encode(), WORD)
        return Word(text, number, array("I", [number & MASK]), array("I", [number & SITE_MASK]), ())
    raw = text.encode("utf-8", "surrogatepass")
    number = crc32(raw, WORD)
    framed = b"^" + raw + b"$"
    ids = [number & MASK]
    if len(framed) > 4:
        ids += [crc32(framed[at : at + 4], GRAM) & MASK for at in range(len(framed) - 3)]
    site_ids = array("I", [one & SITE_MASK for one in ids])
    return Word(text, number, array("I", ids), site_ids, subjects_of(text))


def pairs(words: list[Word]) -> set[int]:
    """Feature numbers of neighbouring words."""
    numbers = [word.number for word in words]
    return {((a * 0x9E3779B1) ^ (b * 0x85EBCA6B) ^ PAIR) >> 7 & MASK for a, b in pairwise(numbers)}


def signal_number(name: str) -> int:
    """The feature number of a named signal."""
    return crc32(name.encode(), SIGNAL) & MASK
