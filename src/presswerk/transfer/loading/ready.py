"""Incoming articles with everything they name found or made."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from presswerk.newsroom.excerpts import cut_at_word
from presswerk.transfer.incoming import Candidate, Incoming, IncomingAuthor
from presswerk.transfer.loading.editions import Edition, Editions
from presswerk.transfer.loading.names import Register, fold
from presswerk.transfer.report import ImportReport, Outcome


@dataclass
class Ready:
    """An article that can be stored: its names are ids now."""

    candidate: Candidate
    incoming: Incoming
    locale_id: int
    section_id: int
    further_ids: list[int] = field(default_factory=list)
    # (author, role), in the order of the byline.
    credits: list[tuple[int, str]] = field(default_factory=list)
    topic_ids: list[int] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """What becomes of it when it is new."""
        if not self.incoming.is_public:
            return Outcome.DRAFTED
        return Outcome.SCHEDULED if self.incoming.published_at > timezone.now() else Outcome.CREATED


class Resolving:
    """Finds, or makes, what articles name. In a trial it only says what it would make."""

    def __init__(self, report: ImportReport, *, makes: bool) -> None:
        self._report = report
        self._makes = makes
        self._editions = Editions(makes=makes)

    def resolve(self, candidate: Candidate, incoming: Incoming) -> Ready:
        """Find or make what the article names. Raises Refused when the article cannot be taken in.

        Best called for a whole batch in one transaction: each name that is made would be one of its own.
        """
        edition, is_new = self._editions.get(incoming.language)
        if is_new:
            self._report.make("editions", incoming.language)
        section = self._section(edition, incoming.section)
        further = [self._section(edition, name) for name in incoming.further_sections]
        return Ready(
            candidate,
            incoming,
            edition.locale_id,
            section_id=section,
            further_ids=[pk for pk in dict.fromkeys(further) if pk != section],
            credits=self._credits(edition, incoming.authors),
            topic_ids=self._topics(edition, incoming.topics),
        )

    def _section(self, edition: Edition, name: str) -> int:
        found = edition.sections.find(name)
        if found is not None:
            return found
        made = edition.sections.make(name) if self._makes else edition.sections.expect(name)
        for path in made:
            self._report.make("sections", path)
        return edition.sections.find(name) or 0

    def _credits(self, edition: Edition, authors: Iterable[IncomingAuthor]) -> list[tuple[int, str]]:
        found: dict[str, tuple[int, str]] = {}
        for author in authors:
            pk = self._named(
                edition.authors,
                "authors",
                author.name,
                kind=author.kind,
                position=author.position,
                short_biography=author.short_biography,
                biography=author.biography,
                email=author.email,
            )
            found.setdefault(fold(author.name), (pk, author.role))
        return list(found.values())

    def _topics(self, edition: Edition, names: Iterable[str]) -> list[int]:
        return list(dict.fromkeys(self._named(edition.topics, "topics", name) for name in names))

    def _named(self, register: Register, what: str, name: str, /, **fields: str) -> int:
        name = cut_at_word(name, register.most_characters)
        found = register.find(name)
        if found is not None:
            return found
        self._report.make(what, name)
        if self._makes:
            return register.make(name, **fields)
        register.expect(name)
        return 0
