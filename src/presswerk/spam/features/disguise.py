"""Words made to look to a filter like something else."""

from collections.abc import Iterator

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.submission import Submission


def disguises(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """Each kind of disguise by itself, and that there is one."""
    found = {
        "invisible": reading.invisible,
        "bidi": reading.bidi,
        "lookalikes": reading.lookalikes,
        "leet": reading.leet,
        "spaced": reading.spaced,
        "broken": reading.broken_words,
        "spelt_address": reading.spelt_addresses,
    }
    for kind, count in found.items():
        if count:
            yield Evidence(f"disguise:{kind}", min(count, 3) / 2, f"disguise_{kind}", {"count": count})
