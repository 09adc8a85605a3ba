"""A client that sends exactly what it is told to: no library mends a request on its way."""

import socket
from collections.abc import Mapping
from typing import NamedTuple

PATIENCE_SECONDS = 20


class Answer(NamedTuple):
    """An answer; names of headers in lower case, of several with one name the last."""

    status: int
    headers: dict[str, str]
    body: bytes
    all_headers: list[tuple[str, str]]


def ask(port: int, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
    """One request, one answer, one connection."""
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
    return parse(raw(port, head + body), method)


def raw(port: int, request: bytes) -> bytes:
    """Send bytes, read until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
        connection.sendall(request)
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def parse(data: bytes, method: str = "GET") -> Answer:
    """The answer in these bytes; a chunked body is put together."""
    head, _, body = data.partition(b"\r\n\r\n")
    status_line, *lines = head.decode("latin-1").split("\r\n")
    pairs = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    headers = dict(pairs)
    if headers.get("transfer-encoding") == "chunked":
        body = _unchunked(body)
    elif "content-length" in headers and method != "HEAD" and int(status_line.split()[1]) != 304:
        assert len(body) == int(headers["content-length"])
    return Answer(int(status_line.split()[1]), headers, body, pairs)


def _unchunked(body: bytes) -> bytes:
    pieces = []
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        pieces.append(body[:length])
        body = body[length + 2 :]
        if length == 0:
            break
    return b"".join(pieces)
