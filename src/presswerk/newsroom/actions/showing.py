"""Keeping true which pictures each page shows, by which readers may have the pictures' files."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page

from presswerk.newsroom.body import chosen_pictures
from presswerk.newsroom.models import Image, ShownPicture

CHUNK = 500
# How far back `look_over()` looks; it is called more often than that.
LOOK_BACK = timedelta(hours=2)


def refresh(page: Page, saved: Iterable[str] | None = None) -> None:
    """Make the rows of one page match its stored state. MUST be called within the transaction that saves it.

    `saved` names the fields that were saved, None all of them. One query where nothing has changed.
    """
    fields = fields_of(type(page))
    if not fields or (saved is not None and not {field.name for field in fields} & set(saved)):
        return
    _write({page.pk: shown_by(page)})


def shown_by(page: Page) -> set[int]:
    """The keys of all pictures that the page shows, as it is in memory."""
    found: set[int] = set()
    for field in fields_of(type(page)):
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            found |= chosen_pictures(value)
        elif value:
            found.add(value)
    return found


def fields_of(model: type[models.Model]) -> tuple[Any, ...]:
    """The fields of a kind of page that may name pictures: keys of pictures, and bodies."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField)
        or (isinstance(field, models.ForeignKey) and field.related_model is Image)
    )


def record(pages: Iterable[Page]) -> None:
    """Write the rows of pages that were stored in bulk. MUST be called within that transaction."""
    _write({page.pk: shown_by(page) for page in pages})


def look_over() -> int:
    """Bring the rows of pages in order that were published lately; return how many pages were looked at.

    While an upgrade goes on, processes of the version before may publish, which know nothing of these rows.
    """
    since = timezone.now() - LOOK_BACK
    looked_at = 0
    for model in _models_with_pictures():
        pages = model._default_manager.filter(live=True, last_published_at__gte=since).order_by("pk")
        ids = list(pages.values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            with transaction.atomic():
                record(pages.filter(pk__in=ids[start : start + CHUNK]))
        looked_at += len(ids)
    return looked_at


def _models_with_pictures() -> list[type[Page]]:
    from wagtail.models import get_page_models

    return [model for model in get_page_models() if fields_of(model)]


def _write(shown: dict[int, set[int]]) -> None:
    """Delete and add what differs, so that nothing is purged that stays as it was."""
    wanted = {(page, picture) for page, pictures in shown.items() for picture in pictures}
    rows = ShownPicture.objects.filter(page_id__in=shown).values_list("page_id", "picture_id", "pk")
    there = {(page, picture): pk for page, picture, pk in rows}
    gone = [pk for place, pk in there.items() if place not in wanted]
    if gone:
        ShownPicture.objects.filter(pk__in=gone).delete()
    new = wanted - there.keys()
    if not new:
        return
    # A body may still name a picture that was deleted long ago.
    known = set(Image.objects.filter(pk__in={picture for _page, picture in new}).values_list("pk", flat=True))
    ShownPicture.objects.bulk_create(
        [ShownPicture(page_id=page, picture_id=picture) for page, picture in sorted(new) if picture in known],
        batch_size=CHUNK,
        ignore_conflicts=True,
    )
