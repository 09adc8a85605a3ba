"""An article as it comes in, whatever it comes from: what all readers yield and the loader takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from presswerk.transfer.markup.converted import Block


class Refused(ValueError):
    """This article cannot be taken in; the message says why, in a whole sentence."""


@dataclass(frozen=True)
class IncomingAuthor:
    """A name of the byline. All but name and role count only when the profile has to be made."""

    name: str
    role: str = ""
    kind: str = "staff"
    position: str = ""
    short_biography: str = ""
    biography: str = ""
    email: str = ""


@dataclass(frozen=True)
class IncomingPicture:
    """A picture file on this machine."""

    file: Path
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    is_decorative: bool = False

    def lacks(self) -> list[str]:
        """What an editor has to add before the picture is complete, in sentences."""
        found = []
        if not (self.alt or self.caption or self.is_decorative):
            found.append(f"The picture {self.file.name} has no alternative text and counts as decorative.")
        if not self.credit:
            found.append(f"The picture {self.file.name} has no credit.")
        return found


class IncomingCorrection(NamedTuple):
    """What was wrong, and when it was put right."""

    text: str
    corrected_at: datetime


@dataclass
class Incoming:
    """An article, checked and converted, with its section, authors and topics still by name.

    `given` names the fields that the source spoke of: an update leaves all others as they are.
    """

    headline: str
    section: str
    published_at: datetime
    blocks: list[Block]
    language: str
    fields: dict[str, object] = field(default_factory=dict)
    authors: list[IncomingAuthor] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    further_sections: list[str] = field(default_factory=list)
    corrections: list[IncomingCorrection] = field(default_factory=list)
    picture_id: int | None = None
    number: int | None = None
    is_public: bool = True
    given: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)


class TakesPictures(Protocol):
    """Stores picture files; `loading.pictures.Pictures` is one."""

    def take(self, picture: IncomingPicture) -> int:
        """The id of the stored picture. Raises ValueError with the reason when it cannot be used."""


@dataclass(frozen=True)
class Candidate:
    """An article of a source, before anybody looks inside: most of a repeated import ends here.

    `position` is what the operator knows it by, for example its line. `build` raises Refused.
    """

    external_id: str
    content_hash: str
    position: int
    build: Callable[[TakesPictures], Incoming]


@dataclass(frozen=True)
class Unreadable:
    """Something in the source of which not even the id can be known."""

    position: int
    reason: str
