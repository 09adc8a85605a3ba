"""Opening uploaded pictures for drawing."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from PIL import Image as Pillow
from PIL import ImageOps

from presswerk.newsroom.models import Image

log = structlog.get_logger(__name__)


@contextmanager
def opened(picture: Image | None) -> Iterator[Pillow.Image | None]:
    """The picture's own file, turned the right way up; None without one, or where it is lost or broken."""
    if picture is None:
        yield None
        return
    try:
        with picture.file.open("rb") as file, Pillow.open(file) as found:
            turned = ImageOps.exif_transpose(found)
            turned.load()
    except (OSError, ValueError, Pillow.DecompressionBombError) as error:
        log.warning("picture cannot be drawn on", picture=picture.pk, error=str(error))
        yield None
        return
    yield turned
