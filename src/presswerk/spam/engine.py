"""The engine: what comments and the service ask."""

import logging
import secrets
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Literal
from zlib import crc32

from presswerk.spam.explanation import explain
from presswerk.spam.journal import snapshot
from presswerk.spam.journal.file import NAME as JOURNAL
from presswerk.spam.journal.file import Journal
from presswerk.spam.journal.record import DECISIONS, Record, subject_of
from presswerk.spam.journal.state import State
from presswerk.spam.model.base import Base, logistic, shipped
from presswerk.spam.model.costs import Costs, costs_of
from presswerk.spam.model.vector import Observed, Vector, observe
from presswerk.spam.reading.addresses import host_of
from presswerk.spam.repeats import Seen, Sketch, sketch
from presswerk.spam.statistics import Week, weeks_of
from presswerk.spam.submission import Submission
from presswerk.spam.verdict import Reason, Verdict

log = logging.getLogger(__name__)

Label = Literal["spam", "insult"]
SNAPSHOT_EVERY = 500
"""Records: replaying so many takes about a third of a second."""
NEVER_SPAM = "administrator"


class Engine:
    """Judges and learns for one site. Any number of processes and threads may have the same folder open.

    What one process learned, the others know at their next check: each check asks the file system whether the
    journal has grown. `learn` returns when the decision is on the disk.
    """

    def __init__(
        self,
        folder: Path | str,
        label: Label = "spam",
        *,
        costs: Costs | None = None,
        base: Base | None = None,
    ) -> None:
        self.folder = Path(folder)
        self.label = label
        self.costs = costs or costs_of(label)
        self.base = base or shipped(label)
        self._mutex = threading.RLock()
        self._journal = Journal(self.folder)
        self._seen = Seen(self.folder)
        self._state = State()
        self._saved_at = 0
        self._load()

    # Asking

    def check(self, submission: Submission) -> Verdict:
        """How likely the label is, what to do and why. Writes nothing to the journal. Never raises on odd
        texts."""
        with self._mutex:
            self._catch_up()
            if self.label == "spam" and submission.user_role == NEVER_SPAM:
                return self._trusted()
            known = _Known(self)
            observed = observe(submission, known)
            self._note_seen(known, submission)
            return self._judge(observed)

    def _judge(self, observed: Observed) -> Verdict:
        site = self._state.weights if self._state.weights.grams is not None else None
        score, reasons = explain(observed, self.base, site, self._state.influence)
        probability = logistic(self.base.calibrate(score))
        return Verdict(probability, self.costs.decide(probability), reasons, self.version)

    def _trusted(self) -> Verdict:
        return Verdict(0.0, "publish", (Reason("administrator", {}, -1.0),), self.version)

    @property
    def version(self) -> str:
        """Of the base, and how many decisions of this site it has learned since."""
        return f"{self.base.version}+{self._state.records}"

    # Learning

    def learn(
        self,
        submission: Submission,
        is_label: bool,
        actor: str,
        at: datetime | None = None,
        *,
        trust: float = 1.0,
    ) -> None:
        """Learn a decision at once and for good.

        `actor` names who decided (a name, a key's number): one person alone cannot turn the filter round.
        `trust` in [0, 1] is what the decision counts: 1 for a moderator's, less for a reader's report.
        Saying the same of the same id again changes nothing. Raises OSError when it cannot be written.
        """
        when = at or datetime.now(UTC)
        with self._mutex:
            with self._journal.locked():
                self._catch_up()
                observed = observe(submission, _Known(self))
                vector = observed.vector().as_journalled()
                score = self._state.score(vector, self.base, self.base.text_sum(observed))
                record = self._record(submission, observed, vector, score, is_label, actor, when, trust)
                self._state.apply(self._journal.append(record), self.base, score)
            self._journal.sync()
            if self._state.records - self._saved_at >= SNAPSHOT_EVERY:
                self.snapshot()

    def _record(
        self,
        submission: Submission,
        observed: Observed,
        vector: Vector,
        score: float,
        is_label: bool,
        actor: str,
        when: datetime,
        trust: float,
    ) -> Record:
        said = logistic(self.base.calibrate(score))
        if self.label == "spam" and submission.user_role == NEVER_SPAM:
            said = 0.0
        hosts = [*observed.reading.hosts[:20]]
        if submission.url and (own := host_of(submission.url)):
            hosts.append(own)
        return Record(
            uid=secrets.token_bytes(16),
            subject=subject_of(submission.id),
            at=when.timestamp(),
            is_label=bool(is_label),
            actor=actor,
            trust=min(1.0, max(0.0, trust)) if isfinite(trust) else 0.0,
            said=said,
            decision=DECISIONS.index(self.costs.decide(said)),
            author=_number(submission.author_email_hash),
            address=_number(submission.address_hash),
            hosts=[_host_number(host) for host in dict.fromkeys(hosts)],
            vector=vector,
        )

    def forget(self, submission_id: str) -> int:
        """Unlearn all decisions on a submission and erase them from the disk; how many there were."""
        subject = subject_of(submission_id)
        return self._drop(lambda record: record.subject != subject)

    def forget_author(self, author_email_hash: str) -> int:
        """The same for all submissions of an author, for a request to erase."""
        number = _number(author_email_hash)
        return self._drop(lambda record: record.author != number)

    def rollback(self, to: datetime | date, actor: str | None = None) -> int:
        """Unlearn what was decided after a moment, or after the end of a day (UTC); by one actor, or by all.

        How many decisions were dropped. They are gone for good.
        """
        if not isinstance(to, datetime):
            to = datetime.combine(to, time(), UTC) + timedelta(days=1)
        last = to.timestamp()
        return self._drop(lambda record: record.at < last or (actor is not None and record.actor != actor))

    def _drop(self, keep: Callable[[Record], bool]) -> int:
        with self._mutex, self._journal.locked():
            self._catch_up()
            if all(keep(record) for record in self._journal.all_records()):
                return 0
            dropped = self._journal.rewrite(keep)
            self._seen.clear()
            self._catch_up()
            snapshot.remove_old(self.folder, self._journal.generation)
            return dropped

    def merge(self, others: Iterable[Path | str]) -> int:
        """Take in the journals of other nodes (their folders); how many decisions were new.

        All are put in order of time and replayed, so that nodes that merge each other's end with the same
        weights. The other journals are only read.
        """
        found: list[Record] = []
        for folder in others:
            if not (Path(folder) / JOURNAL).exists():
                raise FileNotFoundError(f"There is no journal in {folder}.")
            other = Journal(Path(folder))
            try:
                found += other.all_records()
            finally:
                other.close()
        with self._mutex, self._journal.locked():
            self._catch_up()
            known = {record.uid for record in self._journal.all_records()}
            new = list({record.uid: record for record in found if record.uid not in known}.values())
            if new:
                self._journal.rewrite(lambda record: True, new, ordered=True)
                self._catch_up()
            return len(new)

    # Looking

    def statistics(self) -> list[Week]:
        """By week, what moderators decided against what it had said: the newest last."""
        with self._mutex:
            self._catch_up()
            return weeks_of(self._state.weeks)

    @property
    def decisions(self) -> int:
        """How many it has learned from."""
        with self._mutex:
            self._catch_up()
            return self._state.records

    @property
    def damaged_bytes(self) -> int:
        """Of the journal, found unreadable and passed over since it was opened."""
        return self._journal.damaged

    # Keeping

    def snapshot(self) -> None:
        """Save what was learned, so that the next start is quick."""
        with self._mutex:
            state = self._state
            snapshot.save(
                self.folder, state, self._journal.generation, self._journal.position, self.base.version
            )
            self._saved_at = state.records

    def close(self) -> None:
        """Save and give the files back."""
        with self._mutex:
            if self._state.records - self._saved_at >= SNAPSHOT_EVERY // 10:
                self.snapshot()
            self._journal.close()
            self._seen.close()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _load(self) -> None:
        self._state = State()
        size = self.folder.joinpath(JOURNAL).stat().st_size
        found = snapshot.load(self.folder, self._journal.generation, size, self.base.version)
        if found is not None:
            self._state, self._journal.position = found
        self._saved_at = self._state.records
        self._replay()

    def _catch_up(self) -> None:
        if not self._journal.changed():
            return
        if self._journal.replaced():
            self._load()
        else:
            self._replay()

    def _replay(self) -> None:
        damaged = self._journal.damaged
        for record in self._journal.new_records():
            self._state.apply(record, self.base)
        if self._journal.damaged > damaged:
            log.warning(
                "%s bytes of %s are damaged and were passed over; the decisions around them were read.",
                self._journal.damaged - damaged,
                self._journal.path,
            )

    def _note_seen(self, known: "_Known", submission: Submission) -> None:
        if submission.thread is None:
            return
        text = known.text
        if text is not None:
            self._seen.add(text, submission.thread, subject_of(submission.id))


class _Known:
    """The site's past, as the signals ask for it."""

    def __init__(self, engine: Engine) -> None:
        self._state = engine._state
        self._seen = engine._seen
        self.text: Sketch | None = None
        """Of the submission that was asked about."""

    def of_author(self, author: str) -> tuple[float, float]:
        return self._state.authors.get(_number(author), (0.0, 0.0))

    def of_address(self, address: str) -> tuple[float, float]:
        return self._state.addresses.get(_number(address), (0.0, 0.0))

    def of_host(self, host: str) -> tuple[float, float, float | None]:
        return self._state.hosts.get(_host_number(host), (0.0, 0.0, None))

    def repeats(self, pairs: set[int], submission: Submission) -> int:
        if submission.thread is None:
            return 0
        self.text = sketch(pairs)
        if self.text is None:
            return 0
        return self._seen.threads(self.text, submission.thread, subject_of(submission.id))


def _number(hashed: str | None) -> float:
    """48 bits of a hash, so that a float holds them; 0 for none."""
    if not hashed:
        return 0.0
    raw = hashed.encode("utf-8", "surrogatepass")
    return float(crc32(raw) | (crc32(raw, 0x5EED) & 0xFFFF) << 32) or 1.0


def _host_number(host: str) -> int:
    return crc32(host.encode("utf-8", "surrogatepass"))
