"""All signals asked in turn."""

from collections.abc import Callable, Iterator
from typing import Protocol

from presswerk.spam.features import (
    addresses_left,
    article,
    author_name,
    disguise,
    languages,
    links,
    markup,
    pace,
    past,
    style,
    subjects,
    traps,
)
from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.submission import Submission


class Past(Protocol):
    """What the site has seen before. Counts are of moderators' decisions; an unknown one has (0, 0)."""

    def of_author(self, author: str) -> tuple[float, float]:
        """How often what came from this e-mail hash bore the label, and how often not."""

    def of_address(self, address: str) -> tuple[float, float]:
        """The same for a network address's hash."""

    def of_host(self, host: str) -> tuple[float, float, float | None]:
        """The same for a host that is linked to, and the POSIX time it was first seen here (None: never)."""

    def repeats(self, pairs: set[int], submission: Submission) -> int:
        """In how many other threads nearly the same text was seen lately."""


Signal = Callable[[Reading, Submission, Past | None], Iterator[Evidence]]

OF_THE_TEXT: tuple[Signal, ...] = (
    links.links,
    markup.markup,
    disguise.disguises,
    subjects.subjects,
    style.style,
    addresses_left.addresses_left,
    author_name.author_name,
    languages.foreign_language,
    article.likeness,
    pace.pace,
    traps.traps,
)
OF_THE_PAST: tuple[Signal, ...] = (past.history, past.repetition)


def gather(reading: Reading, submission: Submission) -> list[Evidence]:
    """What the text and the way it came say by themselves, to every engine. Its thread counts for nothing."""
    return [evidence for signal in OF_THE_TEXT for evidence in signal(reading, submission, None)]


def recall(reading: Reading, submission: Submission, past: Past | None) -> list[Evidence]:
    """What the site knows of it. Without a past (in training) that is nothing."""
    return [evidence for signal in OF_THE_PAST for evidence in signal(reading, submission, past)]
