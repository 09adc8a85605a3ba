"""What an import did, and what it could not do."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

# A report stays small however many lines are wrong; each one is told when it is met.
MOST_KEPT = 100


class Outcome(StrEnum):
    """What became of one article of the source."""

    CREATED = "created"
    SCHEDULED = "scheduled"
    DRAFTED = "kept as draft"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "left out, because the newsroom has deleted it"
    REFUSED = "refused"


@dataclass(frozen=True)
class Remark:
    """A sentence about one article of the source: why it was refused, or what was left out of it."""

    position: int
    sentence: str
    external_id: str = ""
    is_refusal: bool = False

    def __str__(self) -> str:
        name = f" ({self.external_id})" if self.external_id else ""
        return f"Line {self.position}{name}: {self.sentence}"


@dataclass
class ImportReport:
    """The sum of an import. `made` names what was missing: kind → names, at most MOST_KEPT of each."""

    dry_run: bool = False
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    refusals: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    remark_count: int = 0
    made: dict[str, list[str]] = field(default_factory=dict)
    made_count: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    tell: Callable[[Remark], None] | None = None

    @property
    def read(self) -> int:
        """How many articles were met, the refused ones among them."""
        return self.outcomes.total()

    @property
    def exit_code(self) -> int:
        """0 when every article is in, 1 when some were refused."""
        return 1 if self.outcomes[Outcome.REFUSED] else 0

    def refuse(self, position: int, sentence: str, external_id: str = "") -> None:
        """Count an article that could not be taken in."""
        self.outcomes[Outcome.REFUSED] += 1
        self._keep(self.refusals, Remark(position, sentence, external_id, is_refusal=True))

    def remark(self, position: int, sentence: str, external_id: str = "") -> None:
        """Say what was left out of an article that was taken in, or changed in it."""
        self.remark_count += 1
        self._keep(self.remarks, Remark(position, sentence, external_id))

    def make(self, kind: str, name: str) -> None:
        """Count a section, author, topic or edition that was missing."""
        self.made_count[kind] += 1
        names = self.made.setdefault(kind, [])
        if len(names) < MOST_KEPT:
            names.append(name)

    def _keep(self, kept: list[Remark], remark: Remark) -> None:
        if len(kept) < MOST_KEPT:
            kept.append(remark)
        if self.tell is not None:
            self.tell(remark)


@dataclass(frozen=True)
class Progress:
    """How far an import is. `bytes_total` is 0 when nobody knows."""

    articles: int
    bytes_read: int
    bytes_total: int
