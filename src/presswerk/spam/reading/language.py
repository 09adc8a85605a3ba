"""The language of a text, by small profiles of our own: which three letters follow each other how often."""

import json
from functools import cache
from importlib import resources

from presswerk.spam.reading.text import Reading

LOOKED_AT = 60
"""Words; more tell nothing new."""
MARGIN = 0.15
"""Nats a trigram by which the best language has to lead; below it the language is not known."""
KEPT = 8_000
Profiles = tuple[tuple[str, ...], dict[str, tuple[int, ...]]]

_memory: dict[str, tuple[int, ...]] = {}


@cache
def profiles() -> Profiles:
    """Languages, and for each trigram its log-probability in each, in thousandths of a nat."""
    file = resources.files("presswerk.spam.data").joinpath("languages.json")
    found = json.loads(file.read_text(encoding="utf-8"))
    return tuple(found["languages"]), {gram: tuple(scores) for gram, scores in found["trigrams"].items()}


def trigrams(word: str) -> list[str]:
    """With the word's ends marked.

    >>> trigrams("das")
    ['^da', 'das', 'as$']
    """
    framed = f"^{word[:24]}$"
    return [framed[at : at + 3] for at in range(len(framed) - 2)]


def guess_language(reading: Reading) -> str | None:
    """`de`, `en` and so on; None where none of the known ones leads clearly."""
    languages, known = profiles()
    if len(languages) < 2:
        return None
    totals = [0] * len(languages)
    count = 0
    for word in reading.unique[:LOOKED_AT]:
        if not word.text.isalpha():
            continue
        scores = _memory.get(word.text)
        if scores is None:
            scores = _score(word.text, known, len(languages))
        count += scores[-1]
        for at, score in enumerate(scores[:-1]):
            totals[at] += score
    if count < 15:
        return None
    ranked = sorted(range(len(languages)), key=lambda at: -totals[at])
    if totals[ranked[0]] - totals[ranked[1]] < MARGIN * 1_000 * count:
        return None
    # A language without a profile fits all of them badly.
    return languages[ranked[0]] if totals[ranked[0]] > -8_600 * count else None


def _score(word: str, known: dict[str, tuple[int, ...]], languages: int) -> tuple[int, ...]:
    if len(_memory) >= KEPT:
        _memory.clear()
    grams = trigrams(word)
    missing = (-10_000,) * languages
    rows = [known.get(gram, missing) for gram in grams]
    scores = (*(sum(row[at] for row in rows) for at in range(languages)), len(grams))
    _memory[word] = scores
    return scores
