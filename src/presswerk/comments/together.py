"""What several threads ask for at the same moment is done by one of them for all.

A comment alone costs the database a dozen statements, and Python a turn of its lock for each; eight that come
together cost the same dozen. Nobody waits for company: who comes first begins at once, alone, and whoever
comes meanwhile is the next company. It is also the queue that SQLite does not have: who finds its one lock
for writing taken sleeps and looks again (sqlite3.c, `sqliteDefaultBusyCallback`), while here they go on one
after the other.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Given = TypeVar("Given")


class Together(Generic[Asked, Given]):
    """Calls `act` with what is asked for, at most `most` at once; one call at a time in this process.

    `act` gives one answer for each, in order. What it raises is raised to all that were asked for with it.
    """

    def __init__(self, act: Callable[[Sequence[Asked]], Sequence[Given]], most: int) -> None:
        self._act = act
        self._most = most
        self._guard = threading.Lock()
        self._waiting: list[_Place[Asked, Given]] = []
        self._is_led = False

    def __call__(self, asked: Asked) -> Given:
        """The answer. MUST be called outside of a transaction: another thread's may be used."""
        place: _Place[Asked, Given] = _Place(asked)
        with self._guard:
            self._waiting.append(place)
            leads, self._is_led = not self._is_led, True
        if not leads:
            place.call.acquire()
        if not place.is_done:
            self._lead()
        if place.trouble is not None:
            raise place.trouble
        return place.given[0]

    def _lead(self) -> None:
        """Act for all who wait now, the caller first among them, and call the next to lead."""
        with self._guard:
            mine, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            answers = self._act([place.asked for place in mine])
            for place, given in zip(mine, answers, strict=True):
                place.given.append(given)
        except BaseException as error:
            for place in mine:
                place.trouble = error
        finally:
            with self._guard:
                following = self._waiting[0] if self._waiting else None
                self._is_led = following is not None
            if following is not None:
                following.call.release()
            for place in mine:
                place.is_done = True
                place.call.release()


class _Place(Generic[Asked, Given]):
    """One who waits."""

    __slots__ = ("asked", "call", "given", "is_done", "trouble")

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.given: list[Given] = []
        self.trouble: BaseException | None = None
        self.is_done = False
        self.call = threading.Lock()
        """Held until the answer is there, or until it is this one's turn to lead."""
        self.call.acquire()
