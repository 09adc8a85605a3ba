"""Markup where people write plain text."""

from collections.abc import Iterator

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.submission import Submission


def markup(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """BBCode, and HTML where the form does not ask for it."""
    if reading.bbcodes:
        yield Evidence("markup:bbcode", 1.0, "bbcode", {"count": reading.bbcodes})
    if reading.tags >= 20 and submission.text_format != "html":
        yield Evidence("markup:much html", 1.0, "html", {"count": reading.tags})
