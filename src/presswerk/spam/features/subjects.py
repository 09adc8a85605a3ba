"""What the text is about, among the subjects that spam has, in seven languages."""

from collections.abc import Iterator
from itertools import combinations
from math import log1p

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.submission import Submission

WARES = (
    "casino",
    "crypto",
    "earn",
    "escort",
    "hacker",
    "inheritance",
    "loan",
    "phishing",
    "pills",
    "prize",
    "seo",
    "shop",
)
PRESSING = ("action", "contact")


def subjects(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """Each subject, weighed by how many of its words there are, and together with what presses the reader."""
    found: dict[str, list[str]] = {}
    for word in reading.unique:
        for subject in word.subjects:
            found.setdefault(subject, []).append(word.text)
    if not found:
        return
    way_out = bool(reading.links or reading.mails or submission.url)
    dense = len(reading.words) + 4
    for subject, words in found.items():
        params = {"subject": subject, "words": words[:3]}
        yield Evidence(f"about:{subject}", log1p(len(words)), "subject", params)
        yield Evidence(f"share:{subject}", min(1.0, 6 * len(words) / dense), "subject", params)
        if way_out:
            yield Evidence(f"about:{subject}+link", 1.0, "subject_link", params)
    wares = [ware for ware in WARES if ware in found]
    if wares:
        most = max(wares, key=lambda ware: len(found[ware]))
        params = {"subject": most, "words": found[most][:3]}
        count = len(found[most])
        yield Evidence(f"ware:{min(count, 4)}", 1.0, "subject", params)
        if way_out:
            yield Evidence(f"ware+link:{min(count, 3)}", 1.0, "subject_link", params)
        for pressing in PRESSING:
            if pressing in found:
                yield Evidence(f"ware+{pressing}", 1.0, f"subject_{pressing}", params)
    if "action" in found and way_out:
        params = {"subject": "action", "words": found["action"][:3]}
        yield Evidence("action+link", 1.0, "subject_link", params)
    for one, other in combinations(wares, 2):
        yield Evidence(
            f"{one}&{other}", 1.0, "subject", {"subject": one, "words": found[one][:2] + found[other][:2]}
        )
