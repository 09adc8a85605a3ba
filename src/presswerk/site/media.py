"""Uploaded files, with ranges for sound and moving pictures; nginx or a CDN may take this over."""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils._os import safe_join
from django.utils.http import http_date

_CHUNK_BYTES = 64 * 1024
_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
# The names are random and a changed picture gets a new one, so what was stored once is good for ever.
_FOR_EVER = "public, max-age=31536000, immutable"
# Only these may be shown inside a page; everything else is offered for download.
_SHOWN = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "audio/", "video/", "text/vtt")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with an uploaded file, or the range of it that is asked for (RFC 9110, section 14)."""
    file = _file(path)
    stat = file.stat()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(stat.st_mtime),
        "Cache-Control": _FOR_EVER,
        "Accept-Ranges": "bytes",
        "Content-Type": _content_type(file),
    }
    if not headers["Content-Type"].startswith(_SHOWN):
        headers["Content-Disposition"] = "attachment"
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    span = _span(request, etag, stat.st_size)
    if span is None:
        return FileResponse(file.open("rb"), headers=headers)
    first, last = span
    if first > last or first >= stat.st_size:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{stat.st_size}"})
    return StreamingHttpResponse(
        _pieces(file, first, last - first + 1),
        status=206,
        headers={
            **headers,
            "Content-Length": str(last - first + 1),
            "Content-Range": f"bytes {first}-{last}/{stat.st_size}",
        },
    )


def _file(path: str) -> Path:
    # Originals belong to the newsroom: they may be of an unpublished article and hold camera data.
    if path.startswith("originals/"):
        raise Http404
    try:
        return media_file(path)
    except (ValueError, SuspiciousFileOperation, FileNotFoundError) as error:
        raise Http404 from error


def media_file(name: str) -> Path:
    """The uploaded file of this name on this machine: itself, or a fresh copy of what lies in a bucket.

    Raises FileNotFoundError, SuspiciousFileOperation for a name that leads out of the folder, and OSError
    when the bucket does not answer.
    """
    file = Path(safe_join(str(settings.MEDIA_ROOT), name))
    if settings.MEDIA_IN_BUCKET:
        default_storage.bring(name, file)  # type: ignore[attr-defined]
    if not file.is_file():
        raise FileNotFoundError(name)
    return file


def _content_type(file: Path) -> str:
    guessed, _encoding = mimetypes.guess_type(file.name)
    return {".avif": "image/avif", ".webp": "image/webp", ".vtt": "text/vtt"}.get(
        file.suffix, guessed or "application/octet-stream"
    )


def _span(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for; None for the whole file, also when the range is not understood."""
    match = _RANGE.match(request.headers.get("Range", "").strip())
    if match is None or not any(match.groups()):
        return None
    if_range = request.headers.get("If-Range")
    if if_range and if_range != etag:
        return None
    first, last = match.groups()
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _pieces(file: Path, first: int, length: int) -> Iterator[bytes]:
    with file.open("rb") as stream:
        stream.seek(first)
        while length > 0:
            piece = stream.read(min(_CHUNK_BYTES, length))
            if not piece:
                return
            length -= len(piece)
            yield piece
