"""The text's language against that of the article."""

from collections.abc import Iterator

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.reading.language import guess_language
from presswerk.spam.submission import Submission


def foreign_language(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """Whether they differ; nothing where either is not known, or the text is too short to tell."""
    expected = (submission.article_language or "").partition("-")[0].lower()
    if not expected or len(reading.words) < 5:
        return
    spoken = guess_language(reading)
    if spoken is None:
        return
    params = {"language": spoken, "expected": expected}
    if spoken == expected:
        yield Evidence("language:same", 1.0, "language_same", params)
    else:
        yield Evidence("language:other", 1.0, "language_other", params)
        yield Evidence(f"language:{spoken} on {expected}", 1.0, "language_other", params)
