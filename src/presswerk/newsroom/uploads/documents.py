"""Documents: an ending from the list, and content that fits it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from presswerk.newsroom.uploads.traces import head_of, holds_markup, holds_pdf

TEXT_SAMPLE_BYTES = 64 * 1024
MOST_ENTRIES = 10_000


def validate_document(file: Any) -> None:
    """Raise ValidationError, with a sentence for the editor, unless the file is what its ending says.

    ``file`` is a Django file. Its place is at the start afterwards.
    """
    ending = PurePath(file.name).suffix.lower().lstrip(".")
    if ending not in settings.WAGTAILDOCS_EXTENSIONS or ending not in _CHECKS:
        allowed = sorted(set(settings.WAGTAILDOCS_EXTENSIONS) & set(_CHECKS))
        raise ValidationError(
            _("Files of this kind are not accepted. Accepted are: %(endings)s."),
            code="ending",
            params={"endings": ", ".join(allowed)},
        )
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > most:
        raise ValidationError(
            _("The file is too large: it has %(size)s, and at most %(most)s are allowed."),
            code="size",
            params={"size": filesizeformat(file.size), "most": filesizeformat(most)},
        )
    fits = _CHECKS[ending](file)
    file.seek(0)
    if not fits:
        raise ValidationError(
            _("The file is named .%(ending)s, but it holds something else, or it is damaged."),
            code="content",
            params={"ending": ending},
        )


def _is_pdf(file: Any) -> bool:
    head = head_of(file)
    return head.startswith(b"%PDF-") and not holds_markup(head)


def _is_text(file: Any) -> bool:
    """Text without control characters, no page: UTF-8, UTF-16 with its mark, or Windows' Western set."""
    sample = head_of(file, TEXT_SAMPLE_BYTES)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = sample.decode("utf-16", errors="ignore")
    else:
        try:
            text = sample.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            cut_in_a_character = error.start >= len(sample) - 3 and len(sample) == TEXT_SAMPLE_BYTES
            text = sample.decode("utf-8-sig" if cut_in_a_character else "cp1252", errors="ignore")
    if any(ord(character) < 32 and character not in "\t\n\r\f" for character in text):
        return False
    return not holds_markup(sample[:1024]) and not holds_pdf(sample[:1024])


def _is_captions(file: Any) -> bool:
    return head_of(file, 16).removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") and _is_text(file)


def _is_mpeg_audio(file: Any) -> bool:
    """An ID3 tag, or the eleven set bits with which a frame begins (ISO 11172-3, section 2.4.1.3)."""
    head = head_of(file, 3)
    return head == b"ID3" or (len(head) == 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)


def _is_mp4(file: Any) -> bool:
    return head_of(file, 12)[4:8] == b"ftyp"


def _is_ogg(file: Any) -> bool:
    return head_of(file, 4) == b"OggS"


def _is_webm(file: Any) -> bool:
    head = head_of(file, 64)
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head


def _office(folder: str) -> Callable[[Any], bool]:
    """Office Open XML without macros: an archive whose main part lies in this folder (ISO 29500)."""

    def check(file: Any) -> bool:
        names = _names_in_archive(file)
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise ValidationError(
                _("The document holds macros, which are programs. Please save it without them."),
                code="macros",
            )
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return check


def _open_document(kind: str) -> Callable[[Any], bool]:
    """OpenDocument: the first entry, stored as it is, names the kind (ISO 26300, part 3, section 3.3)."""

    def check(file: Any) -> bool:
        head = head_of(file, 128)
        return head.startswith(b"PK\x03\x04") and (
            b"mimetypeapplication/vnd.oasis.opendocument." + kind.encode() in head
        )

    return check


def _names_in_archive(file: Any) -> list[str]:
    """The entries of a ZIP archive, without unpacking any of them; none when it is not one."""
    if head_of(file, 4) != b"PK\x03\x04":
        return []
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
    return names if len(names) <= MOST_ENTRIES else []


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "csv": _is_text,
    "docx": _office("word/"),
    "m4a": _is_mp4,
    "mp3": _is_mpeg_audio,
    "mp4": _is_mp4,
    "odp": _open_document("presentation"),
    "ods": _open_document("spreadsheet"),
    "odt": _open_document("text"),
    "oga": _is_ogg,
    "ogg": _is_ogg,
    "pdf": _is_pdf,
    "pptx": _office("ppt/"),
    "txt": _is_text,
    "vtt": _is_captions,
    "webm": _is_webm,
    "xlsx": _office("xl/"),
}
