"""Pictures: type by content, size, pixels, and nothing else hidden in the file."""

from __future__ import annotations

import warnings
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from presswerk.newsroom.uploads.traces import head_of, holds_archive, holds_markup, holds_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

# Pillow's names of the formats, and the endings that go with them. MPO is what telephones and stereo
# cameras write: a JPEG with further pictures behind it.
ENDINGS = {
    "AVIF": {".avif"},
    "GIF": {".gif"},
    "JPEG": {".jpg", ".jpeg"},
    "MPO": {".jpg", ".jpeg"},
    "PNG": {".png"},
    "WEBP": {".webp"},
}
# Those that Pillow looks for; an MPO is opened as a JPEG.
_LOOKED_FOR = [kind for kind in ENDINGS if kind != "MPO"]

MOST_FRAMES = 500
# Enough to find out whether a JPEG is whole, at an eighth of the work or less.
_DRAFT_PIXELS = (256, 256)


def validate_picture(file: Any) -> None:
    """Raise ValidationError, with a sentence for the editor, unless the file is a sound picture.

    ``file`` is a Django file. Its place is at the start afterwards.
    """
    _check_size(file)
    head = head_of(file)
    if _is_svg(file.name, head):
        raise ValidationError(
            _("SVG is not accepted, because it can hold programs. Please export the picture as PNG or WebP."),
            code="svg",
        )
    if holds_markup(head) or holds_pdf(head) or holds_archive(file):
        raise ValidationError(
            _("The file is not a picture alone: it also holds a page, a document or an archive."),
            code="polyglot",
        )
    from PIL import Image  # with all its formats it is large, and most processes see no upload

    Image.init()  # plugins have to be loaded to be named
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        _check_content(file)
    file.seek(0)


def _check_size(file: Any) -> None:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > most:
        raise ValidationError(
            _("The picture is too large: it has %(size)s, and at most %(most)s are allowed."),
            code="size",
            params={"size": filesizeformat(file.size), "most": filesizeformat(most)},
        )


def _is_svg(name: str, head: bytes) -> bool:
    return PurePath(name).suffix.lower() in {".svg", ".svgz"} or b"<svg" in head.lower()


def _check_content(file: Any) -> None:
    from PIL import Image

    file.seek(0)
    try:
        with Image.open(file, formats=_LOOKED_FOR) as picture:
            _check_ending(file.name, picture.format or "")
            _check_pixels(picture)
            picture.draft("RGB", _DRAFT_PIXELS)
            picture.load()
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    # Pillow's decoders let through whatever a broken file makes them stumble over.
    except Exception as error:
        raise ValidationError(
            _(
                "This is not a picture that can be used, or it is damaged. "
                "Accepted are JPEG, PNG, WebP, AVIF and GIF."
            ),
            code="unreadable",
        ) from error


def _check_ending(name: str, kind: str) -> None:
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS[kind]:
        raise ValidationError(
            _(
                "The file is named %(ending)s, but it holds a %(kind)s picture. "
                "Please give it the right ending."
            ),
            code="ending",
            params={"ending": ending or _("without an ending"), "kind": "JPEG" if kind == "MPO" else kind},
        )


def _check_pixels(picture: Image) -> None:
    """Width times height times frames, counted only as far as it is allowed to go."""
    pixels = picture.width * picture.height
    most_frames = min(MOST_FRAMES, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // max(pixels, 1))
    if not most_frames:
        raise _too_many_pixels()
    if picture.format == "MPO":
        return  # the further pictures are never shown
    try:
        for frame in range(1, most_frames + 1):
            picture.seek(frame)
    except EOFError:
        picture.seek(0)
        return
    raise _too_many_pixels()


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels: at most %(most)d million are allowed. Please scale it down."),
        code="pixels",
        params={"most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )
