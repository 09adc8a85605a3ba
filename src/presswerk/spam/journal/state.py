"""What follows from the journal: weights, what is known of authors and hosts, and how well it judged.

A fold: state + record = state, the same in every process.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from presswerk.spam.journal.record import DECISIONS, Record
from presswerk.spam.model.base import Base, logistic
from presswerk.spam.model.influence import Influence
from presswerk.spam.model.site import SiteWeights
from presswerk.spam.model.vector import Vector

K = TypeVar("K")
V = TypeVar("V")
LABEL_WEIGHT = 0.35
"""What a decision for the label counts beside one for the writer: so the doubt that the base grants to
writers
(`training/calibrate.py`) stays when a site learns, whatever share of its texts is spam."""
MOST_KNOWN = 20_000
"""Authors, networks and hosts each; the oldest are forgotten first. About 100 bytes each."""
MOST_SUBJECTS = 50_000
MOST_WEEKS = 520


@dataclass(slots=True)
class State:
    """All that a site has learned."""

    weights: SiteWeights = field(default_factory=SiteWeights)
    influence: Influence = field(default_factory=Influence)
    authors: dict[float, tuple[float, float]] = field(default_factory=dict)
    """How often a moderator's decision on this author bore the label, and how often not."""
    addresses: dict[float, tuple[float, float]] = field(default_factory=dict)
    hosts: dict[int, tuple[float, float, float]] = field(default_factory=dict)
    """The same two counts, and the POSIX time of the first decision."""
    decided: dict[bytes, tuple[bool, str]] = field(default_factory=dict)
    """Of each submission the last decision and whose, so that saying it twice counts once."""
    weeks: dict[str, list[int]] = field(default_factory=dict)
    """ISO week to six counts: published, held, discarded among what bore the label, then among the rest."""
    records: int = 0

    def apply(self, record: Record, base: Base, score: float | None = None) -> None:
        """Learn one record. `score` is the text's log-odds where the caller has just asked for it."""
        self.records += 1
        self._count_week(record)
        known = record.subject != bytes(16)
        if known and self.decided.get(record.subject, (None,))[0] == record.is_label:
            return  # it was said before; repeating it makes it no truer
        if known:
            _put(self.decided, record.subject, (record.is_label, record.actor), MOST_SUBJECTS)
        if score is None:
            score = self.score(record.vector, base)
        gradient = logistic(base.calibrate(score)) - (1.0 if record.is_label else 0.0)
        weight = record.trust * self.influence.weigh(record.actor, abs(gradient))
        if record.is_label:
            weight *= LABEL_WEIGHT
        self.weights.move(record.vector, gradient * weight)
        self._remember(record, record.trust)

    def score(self, vector: Vector, base: Base) -> float:
        """Log-odds before calibration: the base's and what the site adds."""
        return base.score(vector) + self.influence.bound(self.weights.score(vector))

    def _remember(self, record: Record, weight: float) -> None:
        yes, no = (weight, 0.0) if record.is_label else (0.0, weight)
        for table, key in ((self.authors, record.author), (self.addresses, record.address)):
            if key:
                before = table.pop(key, (0.0, 0.0))
                _put(table, key, (before[0] + yes, before[1] + no), MOST_KNOWN)
        for host in record.hosts:
            bore, bore_not, first = self.hosts.pop(host, (0.0, 0.0, record.at))
            _put(self.hosts, host, (bore + yes, bore_not + no, min(first, record.at)), MOST_KNOWN)

    def _count_week(self, record: Record) -> None:
        year, week, _ = datetime.fromtimestamp(record.at, UTC).isocalendar()
        counts = self.weeks.setdefault(f"{year}-W{week:02}", [0] * 6)
        counts[record.decision + (0 if record.is_label else len(DECISIONS))] += 1
        while len(self.weeks) > MOST_WEEKS:
            del self.weeks[min(self.weeks)]


def _put(table: dict[K, V], key: K, value: V, most: int) -> None:
    table.pop(key, None)
    table[key] = value
    while len(table) > most:
        del table[next(iter(table))]
