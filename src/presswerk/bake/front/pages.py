"""Answers made from the store."""

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from presswerk.bake.front.conditions import http_date, is_unchanged
from presswerk.bake.front.http1.head import Head
from presswerk.bake.front.plan import Plan
from presswerk.bake.store import Found

HIT = "presswerk; hit"
FILE_HEADER = "x-presswerk-file"
# Goes to Django with every request that is passed on: who sent it can serve files by itself.
FRONT_HEADER = "x-presswerk-front"
_MOST_REMEMBERED = 20_000


class PermittedFile(NamedTuple):
    """An uploaded file that a page of the store stands for, and what is said of it besides what it is."""

    name: str
    headers: tuple[tuple[str, str], ...]
    old_headers: tuple[tuple[str, str], ...]
    """Once the permission was purged: the purge has gone up already, so no shared cache may keep it."""


_OF_FILES = ("content-disposition", "content-security-policy")


class Pages:
    """Turns what the store found into answers. Their headers are remembered, as they are made anew seldom."""

    def __init__(self, plan: Plan):
        self._plan = plan
        self._headers: dict[tuple[int, str], Head] = {}
        self._files: dict[tuple[int, str], PermittedFile | None] = {}

    def answer(self, proto: Any, method: str, headers: Any, found: Found, cache_status: str = HIT) -> None:
        """Answer with the page, or with 304 when the client has it."""
        answer = self._headers.get((found.version, found.etag))
        if answer is None:
            answer = self._remember(found)
        shown: Sequence[tuple[str, str]] = answer
        if cache_status is not HIT:
            shown = [*answer[1:], ("cache-status", cache_status)]
            if cache_status.startswith(HIT) and self._plan.cdn_cache_control:
                shown = self._briefly(shown)
        if_none_match = headers.get("if-none-match")
        if found.kept.status == 200 and (if_none_match is not None or "if-modified-since" in headers):
            since = headers.get("if-modified-since")
            if is_unchanged(if_none_match, since, found.etag, found.kept.modified):
                proto.response_empty(304, shown)
                return
        if method == "HEAD":
            proto.response_empty(found.kept.status, [*shown, ("content-length", str(len(found.body)))])
        else:
            proto.response_bytes(found.kept.status, shown, found.body)

    def file_of(self, found: Found) -> PermittedFile | None:
        """The file that the page stands for (see `FILE_HEADER`); None for an ordinary page."""
        if found.body:
            return None
        key = (found.version, found.etag)
        if key in self._files:
            return self._files[key]
        if len(self._files) >= _MOST_REMEMBERED:
            self._files.clear()
        file = self._files[key] = self._file(found)
        return file

    def _file(self, found: Found) -> PermittedFile | None:
        kept, plan = {name.lower(): value for name, value in found.kept.headers}, self._plan
        if FILE_HEADER not in kept:
            return None
        headers = [(name, kept[name]) for name in _OF_FILES if name in kept]
        headers.append(("cache-control", plan.file_cache_control))
        if not plan.cdn_cache_control:
            return PermittedFile(kept[FILE_HEADER], tuple(headers), tuple(headers))
        headers.append((plan.surrogate_key_header, self._surrogate_keys(found.kept.surrogate_keys)))
        long, brief = ((plan.cdn_cache_header, value) for value in (plan.cdn_cache_control, "max-age=0"))
        return PermittedFile(kept[FILE_HEADER], (*headers, long), (*headers, brief))

    def _briefly(self, answer: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """An old page: the purge of it has gone up already, so no shared cache may keep it."""
        name = self._plan.cdn_cache_header
        return [*(header for header in answer if header[0] != name), (name, "max-age=0")]

    def _remember(self, found: Found) -> Head:
        if len(self._headers) >= _MOST_REMEMBERED:
            self._headers.clear()
        answer = self._headers[found.version, found.etag] = Head(self._make(found))
        return answer

    def _make(self, found: Found) -> list[tuple[str, str]]:
        kept, plan = found.kept, self._plan
        lasting = kept.status in (200, 301)
        answer = [
            ("cache-status", HIT),  # the first: `answer` replaces it
            *((name.lower(), value) for name, value in kept.headers),
            ("etag", found.etag),
            ("cache-control", plan.cache_control if lasting else plan.not_found_cache_control),
        ]
        if kept.modified <= time.time():
            answer.append(("last-modified", http_date(kept.modified)))
        if len(kept.etags) > 1:
            answer.append(("vary", "accept-encoding"))
        if found.coding != "identity":
            answer.append(("content-encoding", found.coding))
        if plan.cdn_cache_control:  # to nobody else do they say anything, and a front has 2 KB of them
            answer.append((plan.surrogate_key_header, self._surrogate_keys(kept.surrogate_keys)))
        if plan.cdn_cache_control and lasting:
            answer.append((plan.cdn_cache_header, plan.cdn_cache_control))
        return answer

    def _surrogate_keys(self, keys: str) -> str:
        return keys.replace(" ", ",") if self._plan.surrogate_key_header == "cache-tag" else keys
