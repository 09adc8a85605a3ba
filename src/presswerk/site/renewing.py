"""Rendering anew, unasked, what was purged and is much read, one page at a time."""

import heapq
import math
import queue
import threading
import time
from itertools import count

import structlog
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from presswerk.bake.asking import ADDRESS, TOKEN
from presswerk.bake.node import front_token, store_of_this_node
from presswerk.bake.store import Address
from presswerk.bake.store.purges import REST_SECONDS
from presswerk.site.asking import ask

log = structlog.get_logger(__name__)

MOST_WAITING = 1_000


class Renewer:
    """A thread that asks Django for pages as the front does. What its queue cannot take, readers get."""

    def __init__(self, handler: WSGIHandler) -> None:
        self._handler = handler
        self._waiting: queue.Queue[Address] = queue.Queue(MOST_WAITING)
        self._known: set[Address] = set()
        self._rendered: dict[Address, float] = {}
        self._resting: list[tuple[float, int, Address]] = []
        self._numbers = count()

    def start(self) -> None:
        """Begin. MUST be called after the last fork."""
        threading.Thread(target=self._run, name="bake-renewer", daemon=True).start()

    def ask(self, addresses: list[Address]) -> None:
        """Have these pages rendered, the first one first. Returns at once."""
        for address in addresses:
            if address in self._known:
                continue
            try:
                self._waiting.put_nowait(address)
            except queue.Full:
                return
            self._known.add(address)

    def _run(self) -> None:
        while True:
            address = self._next()
            self._known.discard(address)  # a purge from here on asks again
            try:
                found = store_of_this_node().find(address.key)
                if found is None or not found.is_fresh:  # else a reader was faster
                    render(self._handler, address)
            except Exception as error:
                # Whatever is wrong with one page, a reader who opens it sees it, and the others go on.
                log.warning("page not renewed", address=str(address), error=str(error))
            self._rendered[address] = time.monotonic()
            if self._waiting.empty():
                self._forget_rested()
                connection.close()

    def _next(self) -> Address:
        """The first one that is due; the others rest."""
        while True:
            now = time.monotonic()
            if self._resting and self._resting[0][0] <= now:
                return heapq.heappop(self._resting)[2]
            try:
                address = self._waiting.get(timeout=self._resting[0][0] - now if self._resting else None)
            except queue.Empty:
                continue
            due = self._rendered.get(address, -math.inf) + REST_SECONDS
            if due <= time.monotonic():
                return address
            heapq.heappush(self._resting, (due, next(self._numbers), address))

    def _forget_rested(self) -> None:
        over = time.monotonic() - REST_SECONDS
        self._rendered = {address: at for address, at in self._rendered.items() if at > over}


def render(handler: WSGIHandler, address: Address) -> int:
    """Render a page into the store; the status of the answer."""
    return ask(handler, address, **{TOKEN: front_token(), ADDRESS: str(address)}).status
