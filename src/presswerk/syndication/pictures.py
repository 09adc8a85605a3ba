"""Stored sizes of pictures for other programs: absolute addresses, JPEG, because every program shows it."""

from dataclasses import dataclass
from urllib.parse import urljoin

from presswerk.newsroom import renditions
from presswerk.newsroom.models import Image, Rendition
from presswerk.newsroom.queries.teasers import attach_renditions


@dataclass(frozen=True)
class StoredPicture:
    """One stored size: its address, width and height in pixels, and length in bytes where that is known."""

    url: str
    width: int
    height: int
    bytes: int | None


def stored_jpeg(picture: Image | None, shape: renditions.Shape, root_url: str) -> StoredPicture | None:
    """The JPEG of a shape; None where there is no picture, or the job has not made its sizes yet."""
    if picture is None:
        return None
    if getattr(picture, "prefetched_renditions", None) is None:
        attach_renditions([picture])
    wanted = renditions.specs_of(shape, renditions.FALLBACK)
    for rendition in picture.prefetched_renditions:
        if rendition.filter_spec in wanted:
            url = urljoin(f"{root_url}/", rendition.file.url)
            return StoredPicture(url, rendition.width, rendition.height, _bytes(rendition))
    return None


def _bytes(rendition: Rendition) -> int | None:
    """None where the file is gone or lies on another machine, where asking would take a request."""
    try:
        return rendition.file.storage.size(rendition.file.name) if rendition.file.path else None
    except (NotImplementedError, OSError):
        return None
