"""Likeness with the article: a comment that speaks of it is seldom spam."""

from collections.abc import Iterator
from functools import lru_cache

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.reading.text import read
from presswerk.spam.submission import Submission

LOOKED_AT = 60
STEM = 6
"""Characters: inflected forms mostly share so many. A shorter word has to be the same."""
SHORTEST = 4


def likeness(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """How many of the article's words the text takes up."""
    terms = submission.article_terms
    if not terms:
        return
    stems = _stems(terms[:LOOKED_AT])
    shared = {
        word.text[:STEM]: word.text
        for word in reading.unique
        if len(word.text) >= SHORTEST and word.text[:STEM] in stems
    }
    if not shared:
        if len(reading.words) >= 8:
            yield Evidence("article:nothing shared", 1.0, "article_not_shared", {})
        return
    params = {"words": list(shared.values())[:3]}
    yield Evidence(f"article:shared {min(len(shared), 3)}", 1.0, "article_shared", params)


@lru_cache(maxsize=512)
def _stems(terms: tuple[str, ...]) -> frozenset[str]:
    words = read(" ".join(terms)[:2_000]).unique
    return frozenset(word.text[:STEM] for word in words if len(word.text) >= SHORTEST)
