"""The newsroom's own lists of words and hosts.

Words are compared as the spam filter reads them: without case, accents, markup and the usual disguises
(spaced out, letters as digits, invisible characters), so that a list needs each word once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.comments.draft import Draft
from presswerk.comments.moderation.links import hosts_of, is_below
from presswerk.comments.moderation.models import ListEntry
from presswerk.comments.seams import Finding
from presswerk.newsroom import kept_statements
from presswerk.spam.reading import read

_VERDICTS: dict[str, Literal["hold", "discard", "refuse"]] = {
    "hold": "hold",
    "discard": "discard",
    "refuse": "refuse",
}
_STRICTEST = {"refuse": 0, "discard": 1, "hold": 2}


@dataclass(frozen=True)
class _Lists:
    """All entries, ready to be looked for."""

    version: tuple[Any, ...]
    words: tuple[tuple[str, bool, ListEntry], ...]
    """The folded words with a space on either side, whether more letters may follow, and the entry."""
    hosts: tuple[ListEntry, ...]


_kept: _Lists | None = None


def check_each(drafts: Sequence[Draft]) -> list[Finding | None]:
    """The strictest entry that text, name or a link meet. One query for all drafts, two after a change."""
    lists = _current()
    return [
        None
        if draft.staff is not None
        else _judge(lists, draft.text, draft.name, draft.url, draft.at or timezone.now())
        for draft in drafts
    ]


def judge(text: str, name: str, website: str, now: datetime) -> Finding | None:
    """The same for a text that nobody sends."""
    return _judge(_current(), text, name, website, now)


def _judge(lists: _Lists, text: str, name: str, website: str, now: datetime) -> Finding | None:
    met = [entry for entry in _met(lists, text, name, website) if entry.until is None or entry.until > now]
    if not met:
        return None
    entry = min(met, key=lambda each: _STRICTEST[each.verdict])
    code = "listed_host" if entry.kind == ListEntry.Kind.HOST else "listed_word"
    return Finding(_VERDICTS[entry.verdict], code, {"pattern": entry.pattern})


def _met(lists: _Lists, text: str, name: str, website: str) -> Iterable[ListEntry]:
    if lists.words:
        # Two spaces, so that no phrase begins in the text and ends in the name.
        said = f" {_plain(text)}  {_plain(name)} "
        for words, is_beginning, entry in lists.words:
            if (words if not is_beginning else words.rstrip()) in said:
                yield entry
    if lists.hosts:
        hosts = hosts_of(text, website)
        for entry in lists.hosts:
            if any(is_below(host, entry.pattern) for host in hosts):
                yield entry


def _plain(text: str) -> str:
    return " ".join([word.text for word in read(text).words])


def _current() -> _Lists:
    global _kept
    version = _version()
    if _kept is None or _kept.version != version:
        entries = list(ListEntry.objects.all())
        _kept = _Lists(
            version,
            tuple(
                (
                    f" {_plain(entry.pattern.removesuffix('*'))} ",
                    entry.pattern.endswith("*"),
                    entry,
                )
                for entry in entries
                if entry.kind == ListEntry.Kind.WORD
            ),
            tuple(entry for entry in entries if entry.kind == ListEntry.Kind.HOST),
        )
    return _kept


def _version() -> tuple[Any, ...]:
    """Other than before once the lists have changed. Asked with every comment, so without a queryset."""
    table = connection.ops.quote_name(ListEntry._meta.db_table)
    with kept_statements.cursor() as cursor:
        cursor.execute(f"SELECT max(id), count(*), max(added_at) FROM {table}")
        return tuple(cursor.fetchone())


WORDS = {
    "listed_word": lambda params: _("It has a word that is on the newsroom's list: %(pattern)s.") % params,
    "listed_host": lambda params: (
        _("It links to a host that is on the newsroom's list: %(pattern)s.") % params
    ),
}
