"""Asking the newspaper for a page within the process, as an anonymous reader asks through the front."""

from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from presswerk.bake.store import Address


class Answer(NamedTuple):
    """What Django answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name (in lower case); "" for none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def ask(handler: WSGIHandler, address: Address, **more: str) -> Answer:
    """GET the address; ``more`` goes into the WSGI environment. Raises what the middleware lets through."""
    status = 0
    headers: list[tuple[str, str]] = []

    def start_response(line: str, given: list[tuple[str, str]], *_rest: Any) -> Any:
        nonlocal status
        status = int(line.split(" ", 1)[0])
        headers[:] = given
        return lambda data: None

    answer = handler(_environ(address) | more, start_response)
    try:
        body = b"".join(answer)
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()
    return Answer(status, headers, body)


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
        "wsgi.version": (1, 0),
        # Whether a page is secure is told by the newspaper's public address.
        "wsgi.url_scheme": urlsplit(settings.BASE_URL).scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
