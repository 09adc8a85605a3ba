"""What a rendering asked of the database, and whether the database would answer the same again.

A rendering is made of the answers to its statements, of the clock, and of settings that no edit changes;
there is no cache in the process (settings.CACHES is the dummy). So as long as the clock was not turned and
each statement has the same answer, a new rendering would come out the same, and need not be made. That
nothing else goes in is itself looked at: some addresses are rendered after each edit all the same, and all
of them at the end of a sequence. TESTS_RENDER_ALL=1 renders all of them each time.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db import connection

_READS = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)
Statement = tuple[str, str]


class Inputs(NamedTuple):
    """Statements and the answers that they had, as hashes. `known` is False when something else was done."""

    answers: dict[Statement, bytes]
    known: bool


class Database:
    """The database between two edits: each statement needs to be asked once."""

    def __init__(self) -> None:
        self._answers: dict[Statement, bytes] = {}
        self._parameters: dict[Statement, Any] = {}

    def changed(self) -> None:
        """Forget the answers, as somebody has edited."""
        self._answers.clear()

    def would_answer_as(self, inputs: Inputs) -> bool:
        """Whether each statement would have the same answer now."""
        return inputs.known and all(
            self._answer(statement) == answer for statement, answer in inputs.answers.items()
        )

    @contextmanager
    def noting(self) -> Iterator[Callable[[], Inputs]]:
        """Note what is asked in this block; the yielded function tells it afterwards."""
        asked: dict[Statement, None] = {}
        others = False

        def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal others
            if many or not _READS.match(sql):
                others = True
            else:
                statement = (sql, repr(params))
                asked[statement] = None
                self._parameters.setdefault(statement, params)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(look):
            yield lambda: Inputs({one: self._answer(one) for one in asked}, known=not others)

    def _answer(self, statement: Statement) -> bytes:
        answer = self._answers.get(statement)
        if answer is None:
            with connection.cursor() as cursor:
                cursor.execute(statement[0], self._parameters[statement])
                rows = repr(cursor.fetchall())
            answer = self._answers[statement] = blake2b(rows.encode(), digest_size=16).digest()
        return answer
