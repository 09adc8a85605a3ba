"""One after the other, so that whoever wants a ready page comes in between.

Comments that are stored together are answered together: dozens of answers arrive in one round of the event
loop, a quarter of a millisecond of work each, and a reader's request would come after all of them.
"""

import asyncio
from collections import deque


class Turns:
    """Lets one task through in each round of the event loop, which looks at the sockets between two."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._is_taken = False

    async def take(self) -> None:
        """Return when it is this task's turn: at once where nobody else has had this round."""
        loop = asyncio.get_running_loop()
        if not self._is_taken:
            self._is_taken = True
            loop.call_soon(self._next, loop)
            return
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        await turn

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():  # its client has not left meanwhile
                turn.set_result(None)
                loop.call_soon(self._next, loop)
                return
        self._is_taken = False
