"""Breaking a headline into lines as a compositor would: at spaces, at hyphens, and long words inside."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Width = Callable[[str], float]

# After a hyphen or dash inside of a word a line may end, as it may at a space.
_AFTER_HYPHEN = re.compile(r"(?<=[\w])([-–/])(?=[\w])")
_VOWELS = set("aeiouyäöüàáâèéêìíîòóôùúûAEIOUYÄÖÜ")
# Pairs that German and English spell as one sound.
_TOGETHER = {"ch", "ck", "sch", "ph", "th", "qu", "sh", "ei", "ie", "eu", "äu", "au", "ai", "aa", "ee", "oo"}
_JOINT = re.compile(r"(?:ung|schaft|fahrt|heit|keit|tät|ion|ling|tum|täns)s?(?<=s)(?=\w)", re.IGNORECASE)
_LEAST_BEFORE, _LEAST_AFTER = 4, 4


@dataclass(frozen=True)
class Piece:
    """Part of a text that stays on one line; `gap` says what is between it and the next on the same line."""

    text: str
    gap: str = " "
    at_end: str = ""
    """What is added when the line ends here: a hyphen inside of a word."""
    cost: float = 0.0
    """How ugly it is to end the line here, from 0 to 1."""


def pieces_of(text: str, fits: Callable[[str], bool]) -> list[Piece]:
    """The text in pieces; a word that no line can hold is divided at its syllables, else anywhere."""
    found: list[Piece] = []
    for word in text.split():
        parts = [part for part in _AFTER_HYPHEN.sub("\\1\0", word).split("\0") if part]
        for number, part in enumerate(parts):
            gap = "" if number < len(parts) - 1 else " "
            found += _divided(part, gap, fits)
    return found


def _divided(word: str, gap: str, fits: Callable[[str], bool]) -> list[Piece]:
    if fits(word):
        return [Piece(word, gap)]
    joints = set(joints_of(word))
    cuts = [0, *sorted(joints | set(_syllables(word, joints))), len(word)]
    if len(cuts) == 2:
        cuts = [*range(0, len(word), 6), len(word)]
    parts = [Piece(word[start:end], "", "-", 0.0 if end in joints else 0.4) for start, end in pairwise(cuts)]
    return [*parts[:-1], Piece(parts[-1].text, gap)]


def joints_of(word: str) -> list[int]:
    """Where the parts of a German compound are told apart by the s between them.

    >>> word = "Rindfleischetikettierungsgesetz"
    >>> [word[:cut] for cut in joints_of(word)]
    ['Rindfleischetikettierungs']
    """
    ends = (match.end() for match in _JOINT.finditer(word))
    return [cut for cut in ends if cut >= _LEAST_BEFORE and len(word) - cut >= _LEAST_AFTER]


def _syllables(word: str, joints: set[int]) -> list[int]:
    """Where a word may be divided: before the last consonant between two vowels (Duden, rule K 164).

    A rule of thumb without a dictionary, used only for words that are longer than a line.
    """
    lower, found = word.lower(), []
    vowels = [index for index, char in enumerate(word) if char in _VOWELS]
    for before, after in pairwise(vowels):
        if after == before + 1:
            continue
        cut = after - 1
        for length in (3, 2):
            if after - length > before and lower[after - length : after] in _TOGETHER:
                cut = after - length
                break
        near_joint = any(abs(cut - joint) < 3 for joint in joints)
        if cut >= _LEAST_BEFORE and len(word) - cut >= _LEAST_AFTER and not near_joint:
            found.append(cut)
    return found


def break_lines(pieces: Sequence[Piece], width: Width, most: float) -> list[str]:
    """The fewest lines that hold the pieces, as even as may be: the least sum of squared empty space.

    The method of Knuth and Plass ("Breaking Paragraphs into Lines", 1981) without glue: dynamic programming
    over the ends of lines. The last line counts too, so that no word stands there alone.
    """
    count = len(pieces)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] + [(count + 1, 0.0, 0)] * count
    for end in range(1, count + 1):
        for start in range(end - 1, -1, -1):
            line = width(_line(pieces[start:end], end == count))
            if line > most and start < end - 1:
                break
            lines, cost, _previous = best[start]
            ugly = pieces[end - 1].cost if end < count else 0.0
            candidate = (lines + 1, cost + ((most - line) / most) ** 2 + ugly, start)
            if candidate[:2] < best[end][:2]:
                best[end] = candidate
    found, end = [], count
    while end:
        start = best[end][2]
        found.append(_line(pieces[start:end], end == count))
        end = start
    return found[::-1]


def _line(pieces: Sequence[Piece], is_last: bool) -> str:
    inside = "".join(piece.text + piece.gap for piece in pieces[:-1])
    return inside + pieces[-1].text + ("" if is_last else pieces[-1].at_end)
