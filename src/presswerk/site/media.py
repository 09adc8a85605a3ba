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
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    StreamingHttpResponse,
)
from django.utils._os import safe_join
from django.utils.http import http_date
from django.utils.translation import gettext as _

from presswerk.bake.asking import FILE_HEADER, takes_files
from presswerk.bake.front.plan import ASKED_FILE_CACHE_CONTROL
from presswerk.bake.node import front_token
from presswerk.newsroom.models import documents, pictures
from presswerk.newsroom.queries import shown_pictures
from presswerk.site.security.csp import CSP, FILE_POLICY
from presswerk.syndication import cards
from presswerk.syndication.models.cards import FOLDER as CARDS_FOLDER

_CHUNK_BYTES = 64 * 1024
_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
# The names are random and a changed file gets a new one, so what was stored once is good for ever.
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_STAFF = "private, no-cache"
_PICTURES = f"{pictures.FOLDER}/"
_CARDS = f"{CARDS_FOLDER}/"
_FILES = f"{documents.FOLDER}/"
# Only these may be shown inside a page; everything else is offered for download.
_SHOWN = ("image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "audio/", "video/", "text/vtt")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with an uploaded file, or the range of it that is asked for (RFC 9110, section 14).

    A picture's file is everyone's as long as something public shows the picture, else the staff's.
    """
    caching = _caching(request, path)
    file = _file(path) if caching else None
    if file is None or caching is None:
        # Small, because a page may ask for twenty; for nobody to keep, since the next moment may bring it.
        text = _("There is no such file.")
        headers = {"Cache-Control": "no-store"}
        return HttpResponseNotFound(f"{text}\n", content_type="text/plain; charset=utf-8", headers=headers)
    headers = {"Cache-Control": caching, CSP.HEADER: FILE_POLICY, "Content-Type": _content_type(file)}
    if not headers["Content-Type"].startswith(_SHOWN):
        headers["Content-Disposition"] = "attachment"
    if takes_files(request.META, front_token()):
        return HttpResponse(headers={**headers, FILE_HEADER: path})
    return _contents(request, file, headers)


def _caching(request: HttpRequest, path: str) -> str | None:
    """What caches are told of the file; None for who may not have it."""
    if path.startswith(_FILES):
        return _FOR_EVER
    # Originals belong to the newsroom: they may be of an unpublished article and hold camera data.
    if not path.startswith((_PICTURES, _CARDS)):
        return None
    is_public = cards.is_public if path.startswith(_CARDS) else shown_pictures.is_public
    if is_public(path):
        return ASKED_FILE_CACHE_CONTROL
    return _FOR_STAFF if _is_staff(request) else None


def _is_staff(request: HttpRequest) -> bool:
    """Only who bears the signed marker has a user here (StaffAreaMiddleware)."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def _contents(request: HttpRequest, file: Path, headers: dict[str, str]) -> HttpResponseBase:
    stat = file.stat()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers |= {"ETag": etag, "Last-Modified": http_date(stat.st_mtime), "Accept-Ranges": "bytes"}
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


def _file(path: str) -> Path | None:
    try:
        file = media_file(path)
    except (ValueError, SuspiciousFileOperation, FileNotFoundError):
        return None
    # Spelled as it is stored, so that no way round leads to what stands under another beginning.
    return file if str(file).endswith(f"/{path}") else None


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
    guessed, _coding = mimetypes.guess_type(file.name)
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
