"""Asking a newspaper whether it answers, without the libraries that a browser would need."""

import socket
from contextlib import closing

ASK = b"GET /health/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
PATIENCE_SECONDS = 5.0


def answers(host: str, port: int) -> bool:
    """Whether the newspaper answers there and reaches its database."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        with closing(socket.create_connection((host, port), PATIENCE_SECONDS)) as connection:
            connection.sendall(ASK)
            return _is_content(_first_line(connection))
    except OSError:
        return False


def _first_line(connection: socket.socket) -> bytes:
    said = b""
    while b"\n" not in said and len(said) < 1024:
        piece = connection.recv(1024)
        if not piece:
            break
        said += piece
    return said.partition(b"\n")[0]


def _is_content(line: bytes) -> bool:
    """Whether a status line such as b"HTTP/1.1 200 OK" tells of an answer that is not the server's fault."""
    words = line.split()
    return len(words) >= 2 and words[0].startswith(b"HTTP/") and words[1].isdigit() and int(words[1]) < 500
