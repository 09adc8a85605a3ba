"""Making pages ready before readers ask, the most read first, with half of a processor at most."""

import threading
import time
from collections.abc import Callable, Iterator

import structlog
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from presswerk.bake.store import Address, Store, normal_path
from presswerk.newsroom import addresses
from presswerk.newsroom.models import Listing
from presswerk.newsroom.queries import listing
from presswerk.site.hosts import sites
from presswerk.site.renewing import render

log = structlog.get_logger(__name__)

MOST_READ = 2_000
NEWEST = 200
# Of the time of one process; the rest is left to readers.
SHARE = 0.5
LONGEST_PAUSE_SECONDS = 5.0


def candidates(store: Store, most: int = MOST_READ, newest: int = NEWEST) -> Iterator[Address]:
    """Pages that are worth it, each once: fronts, what was read most in the last day, the newest articles."""
    seen: set[Address] = set()
    for address in _all(store, most, newest):
        if address not in seen:
            seen.add(address)
            yield address


def _all(store: Store, most: int, newest: int) -> Iterator[Address]:
    hosts = {site: host for host, site in sites().items()}
    roots = [root for root in addresses.roots() if root.site in hosts]
    for root in roots:
        yield Address(hosts[root.site], normal_path(addresses.edition_path(root.language)))
    yield from (reading.address for reading in store.most_read(most))
    for root in roots:
        page = listing.newest(Listing.Kind.EDITION, root.front.locale_id, most=newest, bylines=False)
        for article in page.articles:
            parts = article.get_url_parts()
            if parts is not None:
                yield Address(hosts[root.site], normal_path(parts[2]))


def warm(
    handler: WSGIHandler,
    store: Store,
    *,
    share: float = SHARE,
    most: int = MOST_READ,
    stopped: threading.Event | None = None,
    done: Callable[[Address, int], None] = lambda address, status: None,
) -> int:
    """Render what is not fresh in the store; how many pages that were.

    After each rendering it rests, so that it takes no more than ``share`` of the time.
    """
    stopped = stopped or threading.Event()
    rendered = 0
    for address in candidates(store, most):
        found = store.find(address.key)
        if stopped.is_set() or (found is not None and found.is_fresh):
            continue
        began = time.monotonic()
        try:
            status = render(handler, address)
        except Exception as error:
            log.warning("page not made ready", address=str(address), error=str(error))
            continue
        rendered += 1
        done(address, status)
        stopped.wait(min((time.monotonic() - began) * (1 / share - 1), LONGEST_PAUSE_SECONDS))
    return rendered


class Warmer:
    """A thread that warms the store whenever it is asked to, once more if it was asked meanwhile."""

    def __init__(self, handler: WSGIHandler, store: Store) -> None:
        self._handler = handler
        self._store = store
        self._asked = threading.Event()

    def start(self) -> None:
        """Begin. MUST be called after the last fork."""
        threading.Thread(target=self._run, name="bake-warmer", daemon=True).start()

    def ask(self) -> None:
        """Have it done soon. Returns at once."""
        self._asked.set()

    def _run(self) -> None:
        while self._asked.wait():
            self._asked.clear()
            try:
                count = warm(self._handler, self._store)
                log.info("pages made ready after a purge of everything", pages=count)
            except Exception as error:
                log.warning("pages were not made ready", error=str(error))
            connection.close()
