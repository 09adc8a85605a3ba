"""The filter that judges for the service, and the words for its reasons."""

from pathlib import Path

from presswerk.spam.engine import Engine
from presswerk.spam.service.learners import Judge
from presswerk.spam.verdict import Reason
from presswerk.spam.words import in_words


def open_filter(folder: Path) -> Judge:
    """The engine of a folder; it begins with the base that is shipped."""
    return Engine(folder)


def words(reason: Reason, language: str) -> str:
    """A reason in a sentence; ``language`` is `de` or `en`."""
    return in_words(reason, language)
