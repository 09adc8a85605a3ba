"""Making the stored sizes of pictures, outside of every reader's request."""

import structlog
from django.db import transaction
from django_tasks import task
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from presswerk import bake
from presswerk.newsroom import renditions, tinting
from presswerk.newsroom.models import Image

log = structlog.get_logger(__name__)


def queue(picture: Image) -> None:
    """Ask for all stored sizes of a picture, once the transaction that stores it is through."""
    pk = picture.pk
    transaction.on_commit(lambda: make_first.enqueue(pk))


def make_at_once(picture: Image) -> None:
    """Make one JPEG of each shape now, a tenth of a second of work, where somebody waits to see it.

    Of a picture that one can see through, such as a logo, one WebP as well: a JPEG has white in its place.
    """
    for shape in renditions.SHAPES:
        for spec in renditions.specs_of(shape, renditions.FALLBACK):
            picture.get_rendition(spec)
    with picture.get_willow_image() as opened:
        is_see_through = opened.has_alpha()
    if is_see_through:
        picture.get_rendition(renditions.WHOLE.spec(renditions.WHOLE.fallback_width, renditions.AT_ONCE))
    else:
        tinting.remember(picture.pk)


_asked: set[int] = set()


def ask_once(picture_id: int) -> None:
    """Ask for a picture's sizes because a page missed them; once a process, however often it is missed."""
    if picture_id not in _asked:
        _asked.add(picture_id)
        make_first.enqueue(picture_id)


@task(queue_name="slow")
def make_first(picture_id: int) -> None:
    """Make the sizes that every browser can show, then ask for the AVIF ones, which take far longer."""
    if _make(picture_id, renditions.EDITORS_SPECS + renditions.FIRST_SPECS):
        tinting.remember(picture_id)
        make_later.enqueue(picture_id)


@task(queue_name="slow", priority=-50)
def make_later(picture_id: int) -> None:
    """Make the AVIF sizes."""
    _make(picture_id, renditions.LATER_SPECS)


def ask_found_once(picture_id: int) -> None:
    """As `ask_once`, for the sizes of a lead picture that search engines want."""
    if -picture_id not in _asked:
        _asked.add(-picture_id)
        make_found.enqueue(picture_id)


@task(queue_name="slow", priority=-20)
def make_found(picture_id: int) -> None:
    """Make the sizes that only search engines are told of, of a picture that leads an article."""
    _make(picture_id, renditions.FOUND_SPECS)


def _make(picture_id: int, specs: tuple[str, ...]) -> bool:
    picture = Image.objects.filter(pk=picture_id).first()
    if picture is None:
        return False
    stored = set(picture.renditions.values_list("filter_spec", flat=True))
    missing = [spec for spec in specs if spec not in stored]
    if not missing:
        return True
    try:
        for spec in missing:
            picture.get_rendition(spec)
    except (SourceImageIOError, OSError, InvalidFilterSpecError, ValueError) as error:
        log.warning("picture cannot be scaled", picture=picture_id, error=str(error))
        return False
    with transaction.atomic():
        bake.changed(f"picture:{picture_id}")
    return True
