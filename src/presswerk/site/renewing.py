"""Rendering anew, unasked, what was purged and is much read, one page at a time."""

import queue
import threading

import structlog
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from presswerk.bake.asking import ADDRESS, TOKEN
from presswerk.bake.node import front_token, store_of_this_node
from presswerk.bake.store import Address
from presswerk.site.asking import ask

log = structlog.get_logger(__name__)

MOST_WAITING = 1_000


class Renewer:
    """A thread that asks Django for pages as the front does. What its queue cannot take, readers get."""

    def __init__(self, handler: WSGIHandler) -> None:
        self._handler = handler
        self._waiting: queue.Queue[Address] = queue.Queue(MOST_WAITING)
        self._known: set[Address] = set()

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
            address = self._waiting.get()
            self._known.discard(address)  # a purge from here on asks again
            try:
                found = store_of_this_node().find(address.key)
                if found is None or not found.is_fresh:  # else a reader was faster
                    render(self._handler, address)
            except Exception as error:
                # Whatever is wrong with one page, a reader who opens it sees it, and the others go on.
                log.warning("page not renewed", address=str(address), error=str(error))
            if self._waiting.empty():
                connection.close()


def render(handler: WSGIHandler, address: Address) -> int:
    """Render a page into the store; the status of the answer."""
    return ask(handler, address, **{TOKEN: front_token(), ADDRESS: str(address)}).status
