"""The way of a batch: who is new, who has changed, who is refused, and how the rest is stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from itertools import islice

from django.db import DatabaseError, OperationalError, transaction

from presswerk.newsroom.models import ArticleNumber
from presswerk.transfer.incoming import Candidate, Incoming, Refused, Unreadable
from presswerk.transfer.loading import bulk, finishing, updating
from presswerk.transfer.loading.pictures import Pictures
from presswerk.transfer.loading.ready import Ready, Resolving
from presswerk.transfer.loading.seen import Seen
from presswerk.transfer.models import ImportedItem
from presswerk.transfer.report import ImportReport, Outcome

# The database's write lock is held for about 0.2 s a batch: long enough to be fast, short enough for editors.
BATCH = 200


class Loader:
    """Takes articles of one source in, and reports.

    Flat in memory, and safe to interrupt at any moment: each batch is one transaction, and what is in is
    known again by its id. `dry_run` reads and checks everything and changes nothing.
    """

    def __init__(self, source: str, *, dry_run: bool = False) -> None:
        self.report = ImportReport(dry_run=dry_run)
        self._source = source
        self._dry_run = dry_run
        self._pictures = Pictures(makes=not dry_run)
        self._resolving = Resolving(self.report, makes=not dry_run)
        self._seen = Seen()
        self._locales: set[int] = set()

    def load(
        self, articles: Iterable[Candidate | Unreadable], after_batch: Callable[[], None] = lambda: None
    ) -> ImportReport:
        """Take all articles in; `after_batch` is called when there is progress to show."""
        stream = iter(articles)
        try:
            while batch := list(islice(stream, BATCH)):
                self._take(batch)
                after_batch()
        finally:
            self._seen.close()
            if self._locales:
                finishing.finish(self._locales)
        return self.report

    def _take(self, batch: Sequence[Candidate | Unreadable]) -> None:
        candidates = self._first_ones(batch)
        ids = [candidate.external_id for candidate in candidates]
        known = {
            item.external_id: item
            for item in ImportedItem.objects.filter(source=self._source, external_id__in=ids)
        }
        new: list[Ready] = []
        changed: list[tuple[ImportedItem, Ready]] = []
        for ready in self._resolved(self._built(candidates, known)):
            item = known.get(ready.candidate.external_id)
            if item is None:
                new.append(ready)
            else:
                changed.append((item, ready))
        self._store(self._with_free_numbers(new))
        for item, ready in changed:
            self._update(item, ready)

    def _built(
        self, candidates: Iterable[Candidate], known: Mapping[str, ImportedItem]
    ) -> list[tuple[Candidate, Incoming]]:
        """The candidates that are new or have changed, read and converted."""
        built = []
        for candidate in candidates:
            item = known.get(candidate.external_id)
            if item is not None and item.article_id is None:
                self.report.outcomes[Outcome.DELETED] += 1
            elif item is not None and item.content_hash == candidate.content_hash:
                self.report.outcomes[Outcome.UNCHANGED] += 1
            else:
                with self._refusing(candidate):
                    built.append((candidate, candidate.build(self._pictures)))
        return built

    def _resolved(self, built: Iterable[tuple[Candidate, Incoming]]) -> list[Ready]:
        """All sections, authors and topics found, or made in one transaction for the whole batch."""
        resolved = []
        with nullcontext() if self._dry_run else transaction.atomic():
            for candidate, incoming in built:
                with self._refusing(candidate):
                    resolved.append(self._resolving.resolve(candidate, incoming))
        return resolved

    @contextmanager
    def _refusing(self, candidate: Candidate) -> Iterator[None]:
        """Report what is refused in this block, and go on after it."""
        try:
            yield
        except Refused as refusal:
            self._refuse(candidate, str(refusal))

    def _first_ones(self, batch: Sequence[Candidate | Unreadable]) -> list[Candidate]:
        """The candidates of a batch, without those whose id came before in the same source."""
        for article in batch:
            if isinstance(article, Unreadable):
                self.report.refuse(article.position, article.reason)
        candidates = [article for article in batch if isinstance(article, Candidate)]
        first = self._seen.first_positions(
            (candidate.external_id, candidate.position) for candidate in candidates
        )
        for candidate in candidates:
            position = first[candidate.external_id]
            if position != candidate.position:
                self._refuse(candidate, f"Its id stands in line {position} already.")
        return [candidate for candidate in candidates if first[candidate.external_id] == candidate.position]

    def _with_free_numbers(self, batch: Sequence[Ready]) -> list[Ready]:
        """The articles of a batch, without those that bring along a number that was given out before."""
        brought = [ready.incoming.number for ready in batch if ready.incoming.number is not None]
        taken = set(ArticleNumber.objects.filter(pk__in=brought).values_list("pk", flat=True))
        free: list[Ready] = []
        for ready in batch:
            number = ready.incoming.number
            if number in taken:
                self._refuse(ready.candidate, f"The number {number} belongs to another article.")
                continue
            if number is not None:
                taken.add(number)
            free.append(ready)
        return free

    def _store(self, batch: Sequence[Ready]) -> None:
        """Store new articles; when one of them makes the database refuse the batch, find it by halving."""
        if not batch:
            return
        if not self._dry_run:
            try:
                bulk.store(batch, self._source)
            except OperationalError:
                raise  # the disk is full, the server is gone: no article's fault
            except (DatabaseError, Refused) as error:
                if len(batch) == 1:
                    self._refuse(batch[0].candidate, f"It cannot be stored: {error}")
                    return
                middle = len(batch) // 2
                self._store(batch[:middle])
                self._store(batch[middle:])
                return
        for ready in batch:
            self._count(ready, ready.outcome)

    def _update(self, item: ImportedItem, ready: Ready) -> None:
        if not self._dry_run:
            try:
                updating.update(item, ready)
            except Refused as refusal:
                self._refuse(ready.candidate, str(refusal))
                return
        self._count(ready, Outcome.UPDATED)

    def _count(self, ready: Ready, outcome: Outcome) -> None:
        self.report.outcomes[outcome] += 1
        if not self._dry_run:
            self._locales.add(ready.locale_id)
        for note in ready.incoming.notes:
            self.report.remark(ready.candidate.position, note, ready.candidate.external_id)

    def _refuse(self, candidate: Candidate, reason: str) -> None:
        self.report.refuse(candidate.position, reason, candidate.external_id)
