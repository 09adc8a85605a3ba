"""Finding the tint of each picture, beside the making of its sizes."""

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from presswerk.newsroom import renditions
from presswerk.newsroom.models import Image
from presswerk.newsroom.tints import NONE, tint_of

_AT_ONCE = 500
# The whole picture, in the sizes that are opened fastest. A JPEG has white where one can see through.
_SOURCES = (renditions.WHOLE.spec(480, renditions.AT_ONCE), *renditions.FIRST_SPECS)


def remember(picture_id: int) -> None:
    """Store the tint of a picture that has a stored size; nothing where it has none.

    A size whose file is gone or is no picture has no tint to find: it counts as NONE until a size is made
    anew, so that it is not tried again each hour before pictures that could have one.
    """
    picture = Image.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    stored = {each.filter_spec: each for each in picture.renditions.filter(filter_spec__in=_SOURCES)}
    source = next((stored[spec] for spec in _SOURCES if spec in stored), None)
    if source is None:
        return
    try:
        with source.file.open("rb") as stream, Pillow.open(stream) as opened:
            tint = tint_of(opened)
    except (FileNotFoundError, UnidentifiedImageError):
        tint = NONE
    except OSError:  # the disk or the bucket fails; another hour
        return
    if tint != picture.tint:
        Image.objects.filter(pk=picture_id).update(tint=tint)


def remember_missing() -> None:
    """The tints of pictures that have none yet, such as those of before there were tints; many, not all."""
    waiting = Image.objects.filter(tint=None, renditions__filter_spec__in=_SOURCES)
    for pk in waiting.order_by("-pk").values_list("pk", flat=True).distinct()[:_AT_ONCE]:
        remember(pk)
