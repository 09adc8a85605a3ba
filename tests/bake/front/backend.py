"""A small stand-in for Django: a WSGI application that renders into the store, told what to do by files.

The folder ``BACKEND_WORLD`` holds ``<name>.txt``, the text of the page /page/<name>; ``<name>.gate``, a pipe
that a rendering waits at; and ``renders``, in which each rendering writes a line.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from presswerk.bake.store import Address, Page, open_store

WORLD = Path(os.environ["BACKEND_WORLD"])
HTML = ("Content-Type", "text/html; charset=utf-8")
Answer = tuple[str, list[tuple[str, str]], Iterable[bytes]]


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    """Answer by the first part of the path."""
    name = environ["PATH_INFO"].strip("/").partition("/")[0] or "home"
    status, headers, body = ROUTES.get(name, missing)(environ)
    start_response(status, headers)
    return body


def page(environ: dict[str, Any]) -> Answer:
    """A page like the newspaper's: rendered from the world, kept where the front asks for it."""
    store = open_store(WORLD / "bake", megabytes=16)
    ticket = store.begin()
    name = environ["PATH_INFO"].rstrip("/").rpartition("/")[2]
    with (WORLD / "renders").open("a") as renders:
        renders.write(f"{name}\n")
    text = (WORLD / f"{name}.txt").read_text()
    if (WORLD / f"{name}.gate").exists():
        with (WORLD / f"{name}.gate").open() as gate:
            gate.read()
    if text == "unpublished":
        return missing(environ)
    if text == "broken":
        return "500 Internal Server Error", [HTML], [b"It is broken."]
    body = f"{text}|{environ.get('QUERY_STRING', '')}\n".encode() * 200
    if "HTTP_X_PRESSWERK_BAKE" in environ:
        address = Address.parse(environ["HTTP_X_PRESSWERK_ADDRESS"])
        expires_at = time.time() - 1 if text == "expired" else None
        headers = (HTML, ("Link", "</a.css>; rel=preload"))
        store.put(ticket, address, Page(200, headers, body, frozenset({f"page:{name}"}), expires_at))
    return "200 OK", [HTML, ("Cache-Control", "private")], [body]


def echo(environ: dict[str, Any]) -> Answer:
    """What came: headers, and length and hash of the body."""
    digest, length = hashlib.sha256(), 0
    while piece := environ["wsgi.input"].read(65536):
        digest.update(piece)
        length += len(piece)
    seen = {
        key: value for key, value in environ.items() if key.startswith(("HTTP_", "PATH", "QUERY", "REMOTE"))
    }
    body = json.dumps({"environ": seen, "length": length, "sha256": digest.hexdigest()}).encode()
    return "200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))], [body]


def long(environ: dict[str, Any]) -> Answer:
    """8 MB in pieces, and a mark in the world when all were taken."""

    def pieces() -> Iterable[bytes]:
        for number in range(128):
            yield bytes([number]) * 65536
        (WORLD / "long.done").write_text("")

    return "200 OK", [("Content-Type", "application/octet-stream")], pieces()


def cookie(environ: dict[str, Any]) -> Answer:
    """An answer that sets two cookies."""
    return "200 OK", [HTML, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")], [b"cookie"]


def moved(environ: dict[str, Any]) -> Answer:
    """A redirect of the moment."""
    return "302 Found", [("Location", "/page/a")], []


def missing(environ: dict[str, Any]) -> Answer:
    """What is not there is not kept."""
    return "404 Not Found", [HTML], [b"not here"]


def media(environ: dict[str, Any]) -> Answer:
    """Names the file; only what is public is kept for everybody."""
    name = environ["PATH_INFO"].removeprefix("/media/")
    headers = [("X-Presswerk-File", name), ("Content-Type", "text/plain")]
    if "HTTP_X_PRESSWERK_BAKE" in environ and not name.startswith("draft"):
        store = open_store(WORLD / "bake", megabytes=16)
        address = Address.parse(environ["HTTP_X_PRESSWERK_ADDRESS"])
        store.put(store.begin(), address, Page(200, tuple(headers), b"", frozenset({f"file:{name}"})))
    if name.startswith("draft") and "HTTP_X_PRESSWERK_BAKE" in environ:
        return missing(environ)
    return "200 OK", headers, []


ROUTES: dict[str, Callable[[dict[str, Any]], Answer]] = {
    "page": page,
    "echo": echo,
    "long": long,
    "cookie": cookie,
    "moved": moved,
    "media": media,
    "admin": echo,
}
