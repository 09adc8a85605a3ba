"""A call and its answer, free of any web server."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TEXT = "text/plain; charset=utf-8"
JSON = "application/json"
SENTENCES_TOO_LONG = 300


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived. The path begins below the mount, with a slash; its escapes are resolved."""

    method: str
    path: str
    query: bytes = b""
    host: str = ""
    content_type: str = ""
    authorization: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    body: bytes
    status: int = 200
    content_type: str = TEXT
    headers: tuple[tuple[str, str], ...] = ()


def text(words: str, **headers: str) -> Answer:
    """A 200 in plain text. Names of headers are written with underscores; empty ones are left out."""
    named = tuple(
        (name.replace("_", "-"), in_a_header(value)) for name, value in headers.items() if value != ""
    )
    return Answer(words.encode("utf-8", "replace"), headers=named)


def json_answer(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """The content as JSON; characters outside ASCII as they are."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Answer(body, status, JSON, tuple((headers or {}).items()))


def in_a_header(value: str) -> str:
    """The value as a header may hold it: printable ASCII in one line.

    >>> in_a_header("no\\r\\nSet-Cookie: x")
    'no??Set-Cookie: x'
    """
    return "".join(char if " " <= char <= "~" else "?" for char in value[:SENTENCES_TOO_LONG])
