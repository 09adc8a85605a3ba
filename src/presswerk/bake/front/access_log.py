"""What was answered, a line of JSON each: never who asked.

A line has no address of the client, no user agent, no referrer, no query and no cookie; of a path whose rest
is a secret, such as an invitation's link, only the beginning stays. A host that is none of ours is not
written either, because a client may write anything there.
"""

import asyncio
import contextlib
import json
import logging
import re
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from presswerk.bake.front.log_files import LogFolder
from presswerk.bake.front.plan import AccessLogPlan

logger = logging.getLogger("presswerk.front")

FLUSH_SECONDS = 1.0
LONGEST_PATH = 1024
NAME = "access"
_MOST_WAITING = 200_000  # lines; only a disk that takes none lets so many wait
_MOST_REMEMBERED = 20_000
# Of IPv4, of IPv6, of a mailbox.
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}|[^/\s]*@[^/\s]*")
_OF_THE_STORE = "presswerk; hit"


class Answered(NamedTuple):
    """One answer. ``host`` "" stands for one that is none of ours, ``status`` 0 for an answer never begun."""

    host: str
    method: str
    path: str
    status: int
    cache: str


class AccessLog:
    """Gathers lines in memory and hands them to the disk, so that no answer waits for it."""

    def __init__(self, plan: AccessLogPlan, secret_paths: Sequence[str]):
        self._plan = plan
        self._secret_paths = secret_paths
        self._files = LogFolder(Path(plan.folder), NAME, plan.megabytes * 1_000_000, plan.days)
        self._lines: deque[str] = deque()  # several threads may add and one take out
        self._dropped = 0
        self._failed = False
        self._texts: dict[Answered, str] = {}
        self._second = 0
        self._moment = ""

    def wants(self, status: int, cache: str) -> bool:
        """Whether such an answer is noted: ready pages and files only where all is."""
        return self._plan.ready or status >= 500 or not cache.startswith(_OF_THE_STORE)

    def add(self, answered: Answered, sent: int, seconds: float, *, broken: bool = False) -> None:
        """Note an answer that ends now: ``sent`` bytes of body, ``seconds`` after its request began."""
        if len(self._lines) >= _MOST_WAITING:
            self._dropped += 1
            return
        text = self._texts.get(answered)
        if text is None:
            text = self._remember(answered)
        now = time.time()
        second = int(now)
        if second != self._second:
            self._second = second
            self._moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        end = ',"broken":true}\n' if broken else "}\n"
        self._lines.append(
            f'{{"time":"{self._moment}.{int((now - second) * 1000):03d}Z",{text},'
            f'"bytes":{sent},"ms":{seconds * 1000:.2f}{end}'
        )

    def write(self) -> None:
        """Hand all lines to the disk. A disk that takes none is told of once; the lines are lost then."""
        lines = [self._lines.popleft() for _ in range(len(self._lines))]
        dropped, self._dropped = self._dropped, 0
        try:
            if lines:
                self._files.append("".join(lines).encode())
            else:
                self._files.tidy()
        except OSError as error:
            if not self._failed:
                logger.error("The access log cannot be written: %s", error)
            self._failed = True
            return
        if dropped:
            logger.warning(
                "%s answers came faster than the disk took them and are not in the access log", dropped
            )
        self._failed = False

    async def keep_writing(self) -> None:
        """Write each second, in a thread; and once more when it is cancelled."""
        try:
            while True:
                await asyncio.sleep(FLUSH_SECONDS)
                await asyncio.to_thread(self.write)
        finally:
            with contextlib.suppress(Exception):
                self.write()

    def _remember(self, answered: Answered) -> str:
        if len(self._texts) >= _MOST_REMEMBERED:
            self._texts.clear()
        host = json.dumps(answered.host) if answered.host else "null"
        path = json.dumps(shown_path(answered.path, self._secret_paths)[:LONGEST_PATH], ensure_ascii=False)
        text = self._texts[answered] = (
            f'"host":{host},"method":{json.dumps(answered.method)},"path":{path},'
            f'"status":{answered.status},"cache":{json.dumps(answered.cache) if answered.cache else "null"}'
        )
        return text


def shown_path(path: str, secret: Sequence[str]) -> str:
    """The path as a log may hold it: what follows one of the secret beginnings is left out, and what looks
    like the address of a machine or a person, which anybody may have typed there.

    >>> shown_path("/comment/own/eyJhb/", ("/comment/own/",)), shown_path("/politik/", ("/comment/own/",))
    ('/comment/own/…', '/politik/')
    >>> shown_path("/to/anna@example.org/", ()), shown_path("/203.0.113.7/x", ())
    ('/to/…/', '/…/x')
    """
    for beginning in secret:
        if path.startswith(beginning) and len(path) > len(beginning):
            return f"{beginning}…"
    return _ADDRESS.sub("…", path)


def cache_status(headers: Sequence[tuple[str, str]] | Mapping[str, str]) -> str:
    """What Cache-Status says among these headers; "" without one."""
    items = headers.items() if isinstance(headers, Mapping) else headers
    return next((value for name, value in items if name.lower() == "cache-status"), "")
