"""Rendering anew, unasked, what was purged and is much read, one page at a time."""

import queue
import threading
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

import structlog
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from presswerk.bake.asking import ADDRESS, TOKEN
from presswerk.bake.node import front_token
from presswerk.bake.store import Address

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
                render(self._handler, address)
            except Exception as error:
                # Whatever is wrong with one page, a reader who opens it sees it, and the others go on.
                log.warning("page not renewed", address=str(address), error=str(error))
            if self._waiting.empty():
                connection.close()


def render(handler: WSGIHandler, address: Address) -> int:
    """Render a page into the store; the status of the answer."""
    status = 0

    def start_response(line: str, headers: list[tuple[str, str]], *_rest: Any) -> Any:
        nonlocal status
        status = int(line.split(" ", 1)[0])
        return lambda data: None

    answer = handler(_environ(address), start_response)
    try:
        for _part in answer:
            pass
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
    return status


def _environ(address: Address) -> dict[str, Any]:
    """A WSGI environment (PEP 3333) like that of the front's requests."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        # WSGI's strings are bytes in the guise of Latin-1.
        "PATH_INFO": unquote_to_bytes(address.path).decode("latin-1"),
        "QUERY_STRING": address.query,
        "SERVER_NAME": address.host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": address.host,
        "REMOTE_ADDR": "127.0.0.1",
        TOKEN: front_token(),
        ADDRESS: str(address),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
