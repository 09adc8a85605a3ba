"""The stored sizes of a picture, which come along in the statement that loads it.

A row of the renditions' table for each of 25 sizes of a dozen pictures would be a statement of its own and
hundreds of objects; a text that the database joins costs neither.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.storage import Storage
from django.db.models import F, Func, QuerySet, TextField

from presswerk import bake
from presswerk.newsroom import renditions
from presswerk.newsroom.models import Image, Rendition

_SHOWN = frozenset(renditions.ALL_SPECS + renditions.FOUND_SPECS)
# What a query with the sizes of `…picture` calls them: `…picture_sizes`.
_SUFFIX = "_sizes"


class StoredSize(NamedTuple):
    """One stored size: Wagtail's filter, width and height in pixels, the file's name in the storage."""

    filter_spec: str
    width: int
    height: int
    name: str

    @property
    def url(self) -> str:
        """The address of the file, on this host where the media are."""
        return url_of(self.name)


def storage() -> Storage:
    """Where the files of stored sizes lie."""
    return Rendition._meta.get_field("file").storage


def url_of(name: str) -> str:
    """The address of a stored file, on this host where the media are."""
    media = settings.MEDIA_URL
    return media + name if media.startswith("/") else storage().url(name)


class _Sizes(Func):
    """All stored sizes of the picture with this key as one text, a line for each; NULL for none."""

    output_field = TextField()
    _columns = "filter_spec || ' ' || width || ' ' || height || ' ' || file"
    template = (
        f"(SELECT %(function)s({_columns}, %(newline)s)"
        " FROM newsroom_rendition WHERE image_id = %(expressions)s)"
    )

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, "group_concat", newline="char(10)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, "string_agg", newline="chr(10)", **more)


def with_sizes(query: QuerySet, *paths: str) -> QuerySet:
    """The query with the sizes of the pictures at these paths, which `take_sizes()` hands to them.

    A path is a foreign key to a picture, such as `lead_picture`, or "" for the query's own objects.
    """
    named = {f"{_name(path)}": _Sizes(F(f"{path}_id" if path else "pk")) for path in paths}
    return query.annotate(**named)


def take_sizes(instance: Any, *paths: str) -> None:
    """Hand the sizes that a query brought to the pictures that it loaded at the same paths."""
    for path in paths:
        picture = instance
        for step in filter(None, path.split("__")):
            picture = getattr(picture, step, None)
        if picture is not None:
            picture.stored_sizes = _parsed(getattr(instance, _name(path)))


def _name(path: str) -> str:
    return path.replace("__", "_") + _SUFFIX


def _parsed(lines: str | None) -> dict[str, StoredSize]:
    found = {}
    for line in (lines or "").splitlines():
        spec, width, height, name = line.split(" ", 3)
        if spec in _SHOWN:
            found[spec] = StoredSize(spec, int(width), int(height), name)
    return found


def sizes_of(picture: Image) -> dict[str, StoredSize]:
    """The stored sizes by filter, as far as pages show them; asked for here where no query brought them."""
    known = getattr(picture, "stored_sizes", None)
    if known is None:
        attach_sizes([picture])
    return picture.stored_sizes


@bake.named_query
def attach_sizes(pictures: Iterable[Image | None]) -> None:
    """Load the stored sizes of all pictures that have none yet, in one query."""
    wanted = [each for each in pictures if each is not None and getattr(each, "stored_sizes", None) is None]
    if not wanted:
        return
    ids = {picture.pk for picture in wanted}
    found = with_sizes(Image.objects.filter(pk__in=ids), "").values_list("pk", _SUFFIX)
    sizes = {pk: _parsed(lines) for pk, lines in found}
    for picture in wanted:
        picture.stored_sizes = sizes.get(picture.pk, {})
    bake.depends_on(*(f"picture:{pk}" for pk in ids))
