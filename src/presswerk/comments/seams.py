"""Where the desk and the law hang into the life of a comment. Called in the transaction of the change.

screening    what decides on a new or edited text beside the filter: lists, bans, patterns
decided      what follows from a decision: letters, clocks
erased       what else is stored about a comment and must go with its text
scores       what else is stored of a text as a probability
own pieces   what else stands on the page that a commenter reaches by a signed link
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from presswerk.comments.draft import Draft
    from presswerk.comments.models import AuditEntry, Comment


@dataclass(frozen=True)
class Finding:
    """What a check says of a text. The strictest verdict of all checks counts."""

    verdict: Literal["hold", "discard", "refuse"]
    """hold: a moderator reads it. discard: treated as spam, visible on the desk. refuse: back to the form."""
    code: str
    """Put into words when shown; each package registers its own with `register_words`."""
    params: dict[str, Any] = field(default_factory=dict)
    share: float = 1.0


Check = Callable[["Draft"], Finding | None]
CheckOfMany = Callable[[Sequence["Draft"]], Sequence[Finding | None]]
Decided = Callable[["Comment", "AuditEntry"], None]
Erased = Callable[["Comment"], None]
Words = Callable[[dict[str, Any]], str]
Score = Callable[["Draft"], float | None]
OwnPiece = Callable[["Comment", HttpRequest], SafeString | None]

_checks: dict[str, Check] = {}
_checks_of_many: dict[str, CheckOfMany] = {}
_decided: dict[str, Decided] = {}
_erased: dict[str, Erased] = {}
_words: dict[str, Words] = {}
_scores: dict[str, Score] = {}
_own_pieces: dict[str, OwnPiece] = {}


def register_check(name: str, check: Check) -> None:
    """Ask `check(draft)` about each text before it is stored. It must not write."""
    _checks[name] = check


def register_check_of_many(name: str, check: CheckOfMany) -> None:
    """The same for a check that asks the database: about texts that come together it is asked once."""
    _checks_of_many[name] = check


def findings(draft: "Draft") -> list[Finding]:
    """What all checks say."""
    return findings_among([draft])(0)


def findings_among(drafts: Sequence["Draft | None"]) -> Callable[[int], list[Finding]]:
    """What all checks say of the draft in this place, where there is one.

    Of all of them the database is asked at once, now.
    """
    places = [index for index, draft in enumerate(drafts) if draft is not None]
    there = [draft for draft in drafts if draft is not None]
    of_many = {
        name: dict(zip(places, check(there), strict=True)) for name, check in _checks_of_many.items() if there
    }

    def said_of(index: int) -> list[Finding]:
        draft = drafts[index]
        assert draft is not None
        found = (
            of_many[name][index] if name in of_many else _checks[name](draft)
            for name in sorted(_checks.keys() | of_many.keys())
        )
        return [finding for finding in found if finding is not None]

    return said_of


def register_score(field: str, score: Score) -> None:
    """Store what `score(draft)` says in this field of the comment."""
    _scores[field] = score


def scores(draft: "Draft") -> dict[str, float | None]:
    """What all scores say, by field."""
    return {name: score(draft) for name, score in sorted(_scores.items())}


def register_decided(name: str, follow: Decided) -> None:
    """Call `follow(comment, entry)` after each act on a comment, within its transaction."""
    _decided[name] = follow


def tell_decided(comment: "Comment", entry: "AuditEntry") -> None:
    """Called by `actions`."""
    for _name, follow in sorted(_decided.items()):
        follow(comment, entry)


def register_erased(name: str, follow: Erased) -> None:
    """Call `follow(comment)` when a comment's text and person are erased, within that transaction."""
    _erased[name] = follow


def tell_erased(comment: "Comment") -> None:
    """Called by `actions`."""
    for _name, follow in sorted(_erased.items()):
        follow(comment)


def register_words(code: str, words: Words) -> None:
    """Put the reason `code` into a sentence of the language in force: `words(params) -> str`."""
    _words[code] = words


def words_of(code: str) -> Words | None:
    """The words registered for a code."""
    return _words.get(code)


def register_own_piece(name: str, render: OwnPiece) -> None:
    """Show `render(comment, request) -> Html | None` on the commenter's own page, by order of names."""
    _own_pieces[name] = render


def own_pieces(comment: "Comment", request: HttpRequest) -> list[SafeString]:
    """What others show on the commenter's own page."""
    found = (render(comment, request) for _name, render in sorted(_own_pieces.items()))
    return [piece for piece in found if piece]
