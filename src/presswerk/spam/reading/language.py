"""The language of a text, by small profiles of our own: which three letters follow each other how often."""

import json
from functools import cache
from importlib import resources

from presswerk.spam.reading.memo import Memo
from presswerk.spam.reading.text import Reading

LOOKED_AT = 40
"""Words; more tell nothing new."""
MARGIN = 0.15
"""Nats a trigram by which the best language has to lead; below it the language is not known."""
STRANGE = -8_600
"""Thousandths of a nat a trigram; a text below it is in a language without a profile."""
GIBBERISH = -8_700
FEWEST_TRIGRAMS = 15
KEPT = 4_000
Profiles = tuple[tuple[str, ...], dict[str, tuple[int, ...]]]

_memory: Memo[tuple[int, ...]] = Memo(KEPT)


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
    found = _compare(reading)
    if found is None:
        return None
    totals, count = found
    languages, _ = profiles()
    ranked = sorted(range(len(languages)), key=lambda at: -totals[at])
    if totals[ranked[0]] - totals[ranked[1]] < MARGIN * 1_000 * count:
        return None
    return languages[ranked[0]] if totals[ranked[0]] > STRANGE * count else None


def is_gibberish(reading: Reading) -> bool:
    """Whether its Latin letters follow each other as in none of the known languages."""
    found = _compare(reading)
    return found is not None and reading.folded.isascii() and max(found[0]) < GIBBERISH * found[1]


def _compare(reading: Reading) -> tuple[list[int], int] | None:
    """Each language's total and the number of trigrams; None where there are too few."""
    languages, known = profiles()
    if len(languages) < 2:
        return None
    rows = []
    for word in reading.unique[:LOOKED_AT]:
        scores = _memory.newer.get(word.text)
        if scores is None:
            scores = _memory.get(word.text) or _score(word.text, known, len(languages))
        rows.append(scores)
    if not rows:
        return None
    *totals, count = map(sum, zip(*rows, strict=True))
    return (totals, count) if count >= FEWEST_TRIGRAMS else None


def _score(word: str, known: dict[str, tuple[int, ...]], languages: int) -> tuple[int, ...]:
    grams = trigrams(word) if word.isalpha() else []
    missing = (-10_000,) * languages
    rows = [known.get(gram, missing) for gram in grams]
    scores = (*map(sum, zip(*rows, strict=True)), len(grams)) if rows else (0,) * (languages + 1)
    _memory.put(word, scores)
    return scores
