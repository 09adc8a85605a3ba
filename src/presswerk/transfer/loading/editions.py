"""The editions into which articles are loaded, each with its sections, authors and topics."""

from dataclasses import dataclass

from django.conf import settings

from presswerk.newsroom.actions import founding
from presswerk.newsroom.models import AuthorProfile, FrontPage, Topic
from presswerk.transfer.incoming import Refused
from presswerk.transfer.loading.names import Register
from presswerk.transfer.loading.sections import Sections


@dataclass
class Edition:
    """An edition and what is known of it by name."""

    locale_id: int
    sections: Sections
    authors: Register
    topics: Register


class Editions:
    """The editions by language, each read when the first article for it comes."""

    def __init__(self, *, makes: bool) -> None:
        self._makes = makes
        self._found: dict[str, Edition] = {}

    def get(self, language: str) -> tuple[Edition, bool]:
        """The edition of a language, and whether it had to be made.

        Raises Refused for a language that is not among the paper's.
        """
        if known := self._found.get(language):
            return known, False
        front, is_new = self._front(language)
        edition = Edition(
            front.locale_id,
            Sections(front, language),
            Register(AuthorProfile, front.locale_id),
            Register(Topic, front.locale_id),
        )
        self._found[language] = edition
        return edition, is_new

    def _front(self, language: str) -> tuple[FrontPage, bool]:
        if language not in dict(settings.LANGUAGES):
            raise Refused(
                f"The language “{language}” is not among the paper's: {', '.join(dict(settings.LANGUAGES))}. "
                "The setting PRESSWERK_LANGUAGES names them."
            )
        front = FrontPage.objects.filter(locale__language_code=language).first()
        if front is not None:
            return front, False
        if not self._makes:
            # A trial must not make one; what it would hold is empty, as the default one's stand-in is.
            return FrontPage(pk=0, path="-", locale_id=0), True
        if language == settings.LANGUAGE_CODE:
            return founding.found(), True
        return founding.add_edition(language), True
