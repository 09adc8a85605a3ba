"""What was put there to tell machines: the hidden field and the proof of work; and who is logged in."""

from collections.abc import Iterator

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.submission import Submission

STAFF = {"editor", "author"}


def traps(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """Each that was set."""
    if submission.honeypot_filled:
        yield Evidence("honeypot", 1.0, "honeypot", {})
    if submission.pow_solved is not None:
        name = "proof of work" if submission.pow_solved else "proof of work:missing"
        yield Evidence(name, 1.0, "pow_solved" if submission.pow_solved else "pow_missing", {})
    if submission.user_role in STAFF:
        yield Evidence("staff", 1.0, "staff", {"role": submission.user_role})
