"""Where the desk and the law hang into the life of a comment. Called in the transaction of the change.

screening    what decides on a new or edited text beside the filter: lists, bans, patterns
decided      what follows from a decision: letters, clocks
erased       what else is stored about a comment and must go with its text
own pieces   what else stands on the page that a commenter reaches by a signed link
"""

from collections.abc import Callable
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
Decided = Callable[["Comment", "AuditEntry"], None]
Erased = Callable[["Comment"], None]
Words = Callable[[dict[str, Any]], str]
OwnPiece = Callable[["Comment", HttpRequest], SafeString | None]

_checks: dict[str, Check] = {}
_decided: dict[str, Decided] = {}
_erased: dict[str, Erased] = {}
_words: dict[str, Words] = {}
_own_pieces: dict[str, OwnPiece] = {}


def register_check(name: str, check: Check) -> None:
    """Ask `check(draft)` about each text before it is stored. It must not write."""
    _checks[name] = check


def findings(draft: "Draft") -> list[Finding]:
    """What all checks say."""
    found = (check(draft) for _name, check in sorted(_checks.items()))
    return [finding for finding in found if finding is not None]


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
