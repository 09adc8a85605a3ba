"""Choosers whose objects a page loads for all its blocks at once; Wagtail's ask once a kind of block."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


@dataclass(frozen=True)
class Loaded:
    """What has been loaded for a body, by key. What is not there is not to be shown."""

    pictures: Mapping[int, Any] = field(default_factory=dict)
    articles: Mapping[int, Any] = field(default_factory=dict)


_loaded: ContextVar[Loaded | None] = ContextVar("presswerk_loaded_for_body", default=None)


@contextmanager
def taking_from(loaded: Loaded) -> Iterator[None]:
    """Let the blocks that are read in this block of code take their objects from here."""
    token = _loaded.set(loaded)
    try:
        yield
    finally:
        _loaded.reset(token)


class _OfWagtail(blocks.ChooserBlock):
    """What a migration names is Wagtail's own block: what is stored is the same."""

    wagtails: type

    def deconstruct(self) -> tuple[str, Sequence[Any], Mapping[str, Any]]:
        path = f"{self.wagtails.__module__}.{self.wagtails.__qualname__}"
        return path, *super().deconstruct()[1:]


class PictureChooserBlock(_OfWagtail, ImageChooserBlock):
    """A picture, with its stored sizes where a page has loaded it."""

    wagtails = ImageChooserBlock

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Any]:
        loaded = _loaded.get()
        if loaded is None:
            return super().bulk_to_python(values)
        return [loaded.pictures.get(key) if key else None for key in values]


class ArticleChooserBlock(_OfWagtail, blocks.PageChooserBlock):
    """An article, as a teaser where a page has loaded it."""

    wagtails = blocks.PageChooserBlock

    def bulk_to_python(self, values: Sequence[int | None]) -> list[Any]:
        loaded = _loaded.get()
        if loaded is None:
            return super().bulk_to_python(values)
        return [loaded.articles.get(key) if key else None for key in values]
