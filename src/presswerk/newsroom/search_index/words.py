"""What people type into a search field, made safe for the query languages of the databases."""

import re
from collections.abc import Sequence

MOST_WORDS = 12
# A beginning of one or two letters matches half the archive and tells nobody anything.
SHORTEST_BEGINNING = 3

_WORD = re.compile(r"\w+")


def words_in(text: str) -> list[str]:
    """The words of a text without any punctuation, at most MOST_WORDS.

    >>> words_in('"Haushalt" AND (2026*)')
    ['Haushalt', 'AND', '2026']
    """
    return _WORD.findall(text.replace("\0", " "))[:MOST_WORDS]


def fts5_query(words: Sequence[str], columns: Sequence[str], beginnings: Sequence[str] = ()) -> str:
    """SQLite's FTS5 expression for texts that hold all words; "" when there are none.

    Of the words named in `beginnings` the first letters are enough.

    >>> fts5_query(["Haus", "am", "Hafen"], ("title", "body"), beginnings=["Hafen", "am"])
    '{title body} : ("Haus" AND "am" AND "Hafen"*)'
    """
    if not words:
        return ""
    phrases = " AND ".join(f'"{word}"{"*" if _begins(word, beginnings) else ""}' for word in words)
    return f"{{{' '.join(columns)}}} : ({phrases})"


def tsquery(words: Sequence[str], beginnings: Sequence[str] = ()) -> str:
    """The same for PostgreSQL's `to_tsquery`.

    >>> tsquery(["Haus", "am"], beginnings=["Haus", "am"])
    "'Haus':* & 'am'"
    """
    return " & ".join(f"'{word}'{':*' if _begins(word, beginnings) else ''}" for word in words)


def _begins(word: str, beginnings: Sequence[str]) -> bool:
    return word in beginnings and len(word) >= SHORTEST_BEGINNING
