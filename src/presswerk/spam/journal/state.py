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
MOST_BALANCE = 2.0
"""How much more a decision of the rarer label counts, at most."""
EVEN = 2.0
"""Decisions of each label that the balance begins with."""
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
    balance: list[float] = field(default_factory=lambda: [EVEN, EVEN])
    """How many decisions were against the label and for it."""
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
        truth = 1.0 if record.is_label else 0.0
        surprise = abs(logistic(base.calibrate(score)) - truth)
        weight = record.trust * self.influence.weigh(record.actor, surprise)
        # Both labels pull equally, and each text by what it says alone: so the site learns what spam is and
        # not how much of it there is. Otherwise a hundred honest texts would make everything look honest.
        gradient = logistic(base.when_taught(score)) - truth
        self.weights.move(record.vector, gradient * weight * self._evened(record.is_label, record.trust))
        self._remember(record, record.trust)

    def _evened(self, is_label: bool, trust: float) -> float:
        """What a decision counts so that in sum both labels count the same; it is counted."""
        self.balance[is_label] += trust
        share = 0.5 * sum(self.balance) / self.balance[is_label]
        return max(1 / MOST_BALANCE, min(MOST_BALANCE, share))

    def score(self, vector: Vector, base: Base, text: int | None = None) -> float:
        """Log-odds before calibration: the base's and what the site adds."""
        return base.score(vector, text) + self.influence.bound(self.weights.score(vector))

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
