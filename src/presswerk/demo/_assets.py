"""Pictures and files of the demo, taken into the newspaper's media."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction

from presswerk.demo.content import FILES, Content, Picture
from presswerk.newsroom.models import Document, Image
from presswerk.newsroom.pictures import make_at_once


class AssetDesk:
    """Takes in every picture and file once and hands them out by the names the content uses."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._pictures: dict[str, Image] = {}
        self._files: dict[str, Document] = {}

    def load(self, step: Callable[[], None]) -> None:
        """Store all pictures and files; calls `step` after each picture."""
        for picture in self._content.pictures.values():
            self._pictures[picture.id] = _store_picture(picture)
            step()
        for name, row in self._content.files.items():
            self._files[name] = _store_file(name, row["title"])

    def picture(self, name: str) -> Image | None:
        """The picture of that name; None for no name."""
        return self._pictures[name] if name else None

    def file(self, name: str) -> Document | None:
        """The file of that name; None for no name."""
        return self._files[name] if name else None


def _store_picture(picture: Picture) -> Image:
    image = Image(
        title=picture.title,
        description=picture.alt,
        credit=picture.credit,
        licence=picture.licence,
    )
    if picture.focal:
        _focus(image, *picture.focal)
    with picture.path.open("rb") as stream, transaction.atomic():
        image.file = ImageFile(stream, name=picture.file)
        image._set_image_file_metadata()
        image.save()
    make_at_once(image)
    return image


def _focus(image: Image, x: int, y: int, width: int, height: int) -> None:
    image.focal_point_x, image.focal_point_y = x, y
    image.focal_point_width, image.focal_point_height = width, height


def _store_file(name: str, title: str) -> Document:
    document = Document(title=title)
    with (FILES / name).open("rb") as stream, transaction.atomic():
        document.file = File(stream, name=name)
        document._set_document_file_metadata()
        document.save()
    return document
