"""One rendering of a page at a time; who comes later waits for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from presswerk.bake.front.flight_locks import FlightLocks
from presswerk.bake.front.upstream import Away, Rendered, TooLong

LOOK_SECONDS = 0.02  # how often another process's rendering is looked after


class Elsewhere:
    """Another process of the front had the page rendered; it is in the store."""


Outcome = Rendered | Away | TooLong | Elsewhere


class Flight:
    """A rendering under way. It goes on when the reader who began it leaves."""

    def __init__(self, task: asyncio.Task[Outcome]):
        self.task = task
        self.began_at = time.monotonic()

    async def outcome(self, seconds: float) -> Outcome | None:
        """What came of it; None when it takes longer than that."""
        done, _ = await asyncio.wait([self.task], timeout=max(0.0, seconds))
        return self.task.result() if done else None


class Flights:
    """The renderings under way, by the key of their page."""

    def __init__(self, locks: FlightLocks) -> None:
        self._flights: dict[bytes, Flight] = {}
        self._locks = locks

    def get(self, key: bytes) -> Flight | None:
        """The rendering under way for this page."""
        return self._flights.get(key)

    def start(
        self, key: bytes, render: Callable[[], Awaitable[Rendered]], is_there: Callable[[], bool]
    ) -> Flight:
        """Begin one. There MUST be none for this page. ``is_there`` tells whether the store has it fresh."""
        flight = self._flights[key] = Flight(asyncio.create_task(self._outcome(key, render, is_there)))
        flight.task.add_done_callback(lambda _: self._flights.pop(key, None))
        return flight

    async def _outcome(
        self, key: bytes, render: Callable[[], Awaitable[Rendered]], is_there: Callable[[], bool]
    ) -> Outcome:
        has_waited = False
        while not self._locks.take(key):
            has_waited = True
            await asyncio.sleep(LOOK_SECONDS)
        try:
            if has_waited and is_there():
                return Elsewhere()
            return await render()
        except (Away, TooLong) as failure:
            return failure
        finally:
            self._locks.give_back(key)
