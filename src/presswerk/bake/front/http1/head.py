"""The head of an answer as bytes."""

import time
from collections.abc import Sequence
from email.utils import formatdate
from http import HTTPStatus

_STATUS_LINES = {
    int(one): f"HTTP/1.1 {int(one)} {one.phrase}\r\nserver: Presswerk\r\n".encode() for one in HTTPStatus
}


class Head(list[tuple[str, str]]):
    """Headers that are sent many times: their bytes are made once. MUST NOT be changed after that."""

    encoded: bytes | None = None


def encoded(headers: Sequence[tuple[str, str]]) -> bytes:
    """The lines of these headers. Raises ValueError for one that would break out of its line."""
    if isinstance(headers, Head):
        if headers.encoded is None:
            headers.encoded = _lines(headers)
        return headers.encoded
    return _lines(headers)


def _lines(headers: Sequence[tuple[str, str]]) -> bytes:
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers]).encode("latin-1")
    if lines.count(b"\n") != len(headers) or lines.count(b"\r") != len(headers):
        raise ValueError("A header holds a line break.")
    return lines


def status_line(status: int) -> bytes:
    """The first line, and who answers."""
    return _STATUS_LINES.get(status) or f"HTTP/1.1 {status} \r\nserver: Presswerk\r\n".encode()


class _Clock:
    """The Date header, made once a second."""

    def __init__(self) -> None:
        self.second = 0
        self.line = b""

    def date(self) -> bytes:
        second = int(time.time())
        if second != self.second:
            self.second = second
            self.line = f"date: {formatdate(second, usegmt=True)}\r\n".encode()
        return self.line


date_line = _Clock().date
