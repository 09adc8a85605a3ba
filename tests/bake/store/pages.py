"""Making stores and pages with every argument optional."""

from pathlib import Path

from presswerk.bake.store import Address, Page, Store

HTML = (("Content-Type", "text/html; charset=utf-8"),)


def ready(folder: Path, megabytes: int = 8, hot_megabytes: int = 1) -> Store:
    """A store of its own (not the process's), past its first cursor."""
    store = Store(folder, megabytes, hot_megabytes)
    if store.cursor() is None:
        store.apply([], b"0")
    return store


def address(path: str = "/", host: str = "paper.example", query: str = "") -> Address:
    """A public address."""
    return Address(host, path, query)


def page(body: bytes = b"<p>Hallo</p>", *tags: str, status: int = 200, headers=HTML, expires_at=None) -> Page:
    """An answer as a rendering makes it."""
    return Page(status, tuple(headers), body, frozenset(tags), expires_at)


def bake(store: Store, path: str, body: bytes, *tags: str, **more: object) -> str:
    """Render and put in one go."""
    return store.put(store.begin(), address(path), page(body, *tags, **more))  # type: ignore[arg-type]


def body_of(store: Store, path: str) -> bytes | None:
    """What a reader would get if stale pages were shown too."""
    found = store.find(address(path).key)
    return None if found is None else found.body
