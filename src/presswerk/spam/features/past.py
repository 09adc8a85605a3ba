"""What this site has seen before: of the author, the network, the hosts, and of the text itself."""

from collections.abc import Iterator
from math import log
from typing import TYPE_CHECKING

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.reading.addresses import host_of
from presswerk.spam.submission import Submission

if TYPE_CHECKING:
    from presswerk.spam.features.gather import Past

DAY = 86_400.0


def history(reading: Reading, submission: Submission, past: "Past | None") -> Iterator[Evidence]:
    """Log-odds of the label by what moderators decided before, with one imagined decision of each kind.

    That is the mean of a Beta(1, 1) prior, so a single earlier decision moves little.
    """
    if past is None:
        return
    if submission.author_email_hash:
        yield from _odds("author", "author", *past.of_author(submission.author_email_hash))
    if submission.address_hash:
        yield from _odds("address", "address", *past.of_address(submission.address_hash))
    hosts = reading.hosts[:5]
    if submission.url and (own := host_of(submission.url)):
        hosts = [*hosts, own]
    now = submission.submitted_at.timestamp() if submission.submitted_at else None
    for host in hosts:
        bore, bore_not, first = past.of_host(host)
        yield from _odds("host", "host", bore, bore_not, host=host[:100])
        if first is not None and now is not None and now - first > 30 * DAY and bore_not > bore:
            days = int((now - first) / DAY)
            yield Evidence("host:old friend", 1.0, "host_old", {"host": host[:100], "days": days})


def _odds(kind: str, code: str, bore: float, bore_not: float, **params: str) -> Iterator[Evidence]:
    if bore + bore_not <= 0:
        return
    odds = log((bore + 1) / (bore_not + 1))
    word = "bad" if odds > 0 else "good"
    counts = {"label": round(bore), "other": round(bore_not)}
    yield Evidence(
        f"past:{kind}:{word}", max(-4.0, min(4.0, abs(odds))), f"{code}_{word}", {**params, **counts}
    )


def repetition(reading: Reading, submission: Submission, past: "Past | None") -> Iterator[Evidence]:
    """Nearly the same text in other threads."""
    if past is None:
        return
    threads = past.repeats(reading.pairs, submission)
    if threads:
        yield Evidence(f"repeated:{min(threads, 3)}", 1.0, "repeated", {"threads": threads})
