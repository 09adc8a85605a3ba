"""Language profiles: how likely each trigram is in each language."""

import json
from collections import Counter
from collections.abc import Iterable
from math import log
from pathlib import Path

from presswerk.spam.reading.language import trigrams
from presswerk.spam.reading.text import read

MOST_TRIGRAMS = 1_500
"""Of each language, the most frequent."""
UNSEEN = -10.0
"""Log-probability of what a language's texts do not have."""


def make_profiles(texts: Iterable[tuple[str, str]]) -> dict[str, object]:
    """From pairs of language and text."""
    counts: dict[str, Counter[str]] = {}
    for language, text in texts:
        found = counts.setdefault(language, Counter())
        for word in read(text).unique:
            if word.text.isalpha():
                found.update(trigrams(word.text))
    languages = sorted(counts)
    kept: set[str] = set()
    for language in languages:
        ranked = sorted(counts[language].items(), key=lambda item: (-item[1], item[0]))
        kept.update(gram for gram, _ in ranked[:MOST_TRIGRAMS])
    totals = {language: counts[language].total() for language in languages}
    table = {
        gram: [
            round(1000 * max(UNSEEN, log(counts[language][gram] / totals[language])))
            if counts[language][gram]
            else -10_000
            for language in languages
        ]
        for gram in sorted(kept)
    }
    return {"languages": languages, "trigrams": table}


def save_profiles(profiles: dict[str, object], path: Path) -> None:
    """The same bytes for the same texts."""
    path.write_text(
        json.dumps(profiles, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n",
        encoding="utf-8",
    )
