"""Static and media files: validators, precompressed siblings, ranges."""

import mimetypes
import os
import re
import stat
import time
from typing import Any, NamedTuple

from presswerk.bake.front.conditions import http_date, is_still, is_unchanged
from presswerk.bake.front.negotiation import codings
from presswerk.bake.front.plan import Files
from presswerk.bake.front.ranges import UNSATISFIABLE, span

_SUFFIXES = {"br": ".br", "gzip": ".gz", "identity": ""}
_TYPES = {
    ".avif": "image/avif", ".js": "text/javascript", ".m4a": "audio/mp4", ".mjs": "text/javascript",
    ".oga": "audio/ogg", ".vtt": "text/vtt", ".webm": "video/webm", ".webp": "image/webp",
    ".webmanifest": "application/manifest+json", ".woff2": "font/woff2",
}  # fmt: skip
_TEXTUAL = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
# Only these may be shown inside a page; everything else that was uploaded is offered for download.
_SHOWN = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "audio/", "video/", "text/vtt")
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[^/]+$|-[0-9a-f]{12,}\.[^/]+$", re.ASCII)
_FOR_EVER = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=300"
_LOOK_AGAIN_SECONDS = 1.0
_MOST_KNOWN = 4096
_IN_MEMORY_BYTES = 64 * 1024
_MOST_MEMORY_BYTES = 4 * 1024 * 1024


class _File(NamedTuple):
    """What is known of one file, with the sizes of its variants."""

    path: str
    content_type: str
    modified: int
    stamp: int
    sizes: dict[str, int]
    looked_at: float


class Folder:
    """Answers requests for the files of one folder."""

    def __init__(self, files: Files, *, uploaded: bool):
        self.files = files
        self.prefix = files.prefix
        self._root = os.path.realpath(files.root)
        self._uploaded = uploaded
        self._known: dict[str, _File | None] = {}
        self._bodies: dict[tuple[str, int], bytes] = {}
        self._bodies_bytes = 0

    def answer(
        self, proto: Any, method: str, headers: Any, name: str, more: tuple[tuple[str, str], ...] = ()
    ) -> bool:
        """Answer with the file of this name below the folder; False when there is none.

        ``more`` headers replace those of the same name.
        """
        file = self._file(name)
        if file is None:
            return False
        # A range counts bytes of the file itself, so it is cut from the identity.
        range_header = headers.get("range") if method == "GET" else None
        accepted = ("identity",) if range_header else codings(headers.get("accept-encoding"))
        coding = next((one for one in accepted if one in file.sizes), "identity")
        etag = f'"{file.stamp:x}-{file.sizes[coding]:x}{_SUFFIXES[coding]}"'
        answer = self._headers(file, name, coding, etag, more)
        if is_unchanged(headers.get("if-none-match"), headers.get("if-modified-since"), etag, file.modified):
            proto.response_empty(304, answer)
            return True
        size = file.sizes[coding]
        part = span(range_header, size)
        if part is not None and is_still(headers.get("if-range"), etag, file.modified):
            if part is UNSATISFIABLE:
                proto.response_empty(416, [*answer, ("content-range", f"bytes */{size}")])
                return True
            answer.append(("content-range", f"bytes {part.first}-{part.end - 1}/{size}"))
            answer.append(("content-length", str(part.end - part.first)))
            proto.response_file_range(206, answer, file.path, part.first, part.end)
            return True
        if method == "HEAD":
            proto.response_empty(200, [*answer, ("content-length", str(size))])
        elif size <= _IN_MEMORY_BYTES:
            proto.response_bytes(200, answer, self._body(file, coding))
        else:
            path = file.path + _SUFFIXES[coding]
            proto.response_file(200, [*answer, ("content-length", str(size))], path)
        return True

    def _headers(
        self, file: _File, name: str, coding: str, etag: str, more: tuple[tuple[str, str], ...]
    ) -> list[tuple[str, str]]:
        for_ever = self.files.immutable or _HASHED.search(name)
        answer = {
            "content-type": file.content_type,
            "etag": etag,
            "last-modified": http_date(file.modified),
            "cache-control": _FOR_EVER if for_ever else _SHORT,
            "cache-status": "presswerk; hit; detail=file",
            "x-content-type-options": "nosniff",
        }
        if len(file.sizes) > 1:
            answer["vary"] = "accept-encoding"
        if coding != "identity":
            answer["content-encoding"] = coding
        else:
            answer["accept-ranges"] = "bytes"
        if self._uploaded and not file.content_type.startswith(_SHOWN):
            answer["content-disposition"] = "attachment"
        answer |= self.files.headers
        answer |= more
        return list(answer.items())

    def _body(self, file: _File, coding: str) -> bytes:
        key = (file.path + _SUFFIXES[coding], file.stamp)
        body = self._bodies.get(key)
        if body is None:
            with open(key[0], "rb") as stream:
                body = stream.read()
            if self._bodies_bytes + len(body) > _MOST_MEMORY_BYTES:
                self._bodies.clear()
                self._bodies_bytes = 0
            self._bodies[key] = body
            self._bodies_bytes += len(body)
        return body

    def _file(self, name: str) -> _File | None:
        now = time.monotonic()
        known = self._known.get(name)
        if known is not None and now - known.looked_at < _LOOK_AGAIN_SECONDS:
            return known
        file = self._look(name, now)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        if file is not None:
            self._known[name] = file
        return file

    def _look(self, name: str, now: float) -> _File | None:
        """The file, if there is one whose real place is below the folder."""
        if not name or "\0" in name or "\\" in name or name.startswith(("/", *self.files.hidden)):
            return None
        if any(part in ("", ".", "..") or part.startswith(".") for part in name.split("/")):
            return None
        try:
            path = os.path.realpath(os.path.join(self._root, name))
            if not path.startswith(self._root + os.sep):
                return None  # a link that leads out
            status = os.stat(path)
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(status.st_mode) or self._is_old_copy(status):
            return None
        content_type = _content_type(name)
        return _File(
            path,
            content_type,
            int(status.st_mtime),
            status.st_mtime_ns,
            {"identity": status.st_size} | ({} if self._uploaded else _siblings(path, status)),
            now,
        )

    def _is_old_copy(self, status: os.stat_result) -> bool:
        # A copy's time of modification is the original's; when it was looked after is told by the other time.
        fresh = self.files.fresh_seconds
        return fresh > 0 and time.time() - status.st_ctime > fresh


def _siblings(path: str, status: os.stat_result) -> dict[str, int]:
    """Sizes of the precompressed variants that are not older than the file."""
    sizes = {}
    for coding in ("br", "gzip"):
        try:
            sibling = os.stat(path + _SUFFIXES[coding])
        except OSError:
            continue
        if sibling.st_mtime >= int(status.st_mtime) and stat.S_ISREG(sibling.st_mode):
            sizes[coding] = sibling.st_size
    return sizes


def _content_type(name: str) -> str:
    suffix = os.path.splitext(name)[1].lower()
    guessed = _TYPES.get(suffix) or mimetypes.guess_type(name, strict=True)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith(_TEXTUAL) else guessed
