"""One rendering of a page at a time; who comes later waits for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from presswerk.bake.front.upstream import Away, Rendered, TooLong

Outcome = Rendered | Away | TooLong


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
    """All renderings under way, by the key of their page."""

    def __init__(self) -> None:
        self._flights: dict[bytes, Flight] = {}

    def get(self, key: bytes) -> Flight | None:
        """The rendering under way for this page."""
        return self._flights.get(key)

    def start(self, key: bytes, render: Callable[[], Awaitable[Rendered]]) -> Flight:
        """Begin one. There MUST be none for this page."""
        flight = self._flights[key] = Flight(asyncio.create_task(_outcome(render)))
        flight.task.add_done_callback(lambda _: self._flights.pop(key, None))
        return flight


async def _outcome(render: Callable[[], Awaitable[Rendered]]) -> Outcome:
    try:
        return await render()
    except (Away, TooLong) as failure:
        return failure
