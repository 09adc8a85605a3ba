"""Stored sizes of pictures for other programs: absolute addresses, JPEG, because every program shows it."""

from dataclasses import dataclass
from urllib.parse import urljoin

from presswerk.newsroom import renditions
from presswerk.newsroom.models import Image
from presswerk.newsroom.stored_sizes import sizes_of, storage


@dataclass(frozen=True)
class StoredPicture:
    """One stored size: its address, width and height in pixels."""

    url: str
    width: int
    height: int
    name: str

    @property
    def bytes(self) -> int | None:
        """The file's length; None where it is gone or lies on another machine."""
        try:
            return storage().size(self.name) if storage().path(self.name) else None
        except (NotImplementedError, OSError):
            return None


def stored_jpeg(picture: Image | None, shape: renditions.Shape, root_url: str) -> StoredPicture | None:
    """The JPEG of a shape; None where there is no picture, or the job has not made its sizes yet."""
    if picture is None:
        return None
    stored = sizes_of(picture)
    for spec in renditions.specs_of(shape, renditions.FALLBACK):
        size = stored.get(spec)
        if size is not None:
            return StoredPicture(urljoin(f"{root_url}/", size.url), size.width, size.height, size.name)
    return None
