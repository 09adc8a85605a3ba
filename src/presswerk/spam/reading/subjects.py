"""Which subjects of spam a word belongs to, by the stems in `subjects/`: one short file each, in seven
languages.

Evidence, never a verdict: an honest comment may speak of loans. The files are shown by `presswerk spam
explain --subjects`.
"""

from functools import cache
from importlib import resources

SHORTEST, LONGEST = 3, 14


@cache
def _stems() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    whole: dict[str, tuple[str, ...]] = {}
    begun: dict[str, tuple[str, ...]] = {}
    for subject, stems in lists().items():
        for stem in stems:
            kind = begun if stem.endswith("*") else whole
            key = stem.rstrip("*")[: LONGEST if stem.endswith("*") else None]
            known = kind.get(key, ())
            if subject not in known:  # languages share words
                kind[key] = (*known, subject)
    return whole, begun


@cache
def lists() -> dict[str, tuple[str, ...]]:
    """Every subject with its stems; a stem that ends in `*` stands for all words that begin so."""
    folder = resources.files("presswerk.spam.reading").joinpath("subjects")
    found = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".txt"):
            lines = file.read_text(encoding="utf-8").splitlines()
            found[file.name.removesuffix(".txt")] = tuple(
                stem for line in lines if not line.startswith("#") for stem in line.split()
            )
    return found


def subjects_of(word: str) -> tuple[str, ...]:
    """The subjects, mostly none or one. The word is folded: lower case, no accents."""
    whole, begun = _stems()
    found = whole.get(word, ())
    for length in range(min(len(word), LONGEST), SHORTEST - 1, -1):
        hit = begun.get(word[:length])
        if hit:
            return found + tuple(subject for subject in hit if subject not in found)
    return found
