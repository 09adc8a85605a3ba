"""Stored sizes of pictures come along with the pictures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from presswerk.newsroom import renditions
from presswerk.newsroom.models import Image, Rendition
from presswerk.newsroom.stored_sizes import attach_sizes, sizes_of, take_sizes, with_sizes

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.with_services]

SPEC = renditions.WIDE.spec(640, "webp")


@pytest.fixture
def picture():
    image = Image.objects.create(title="Hafen", width=1280, height=720, file="originals/hafen.jpg")
    for spec, width in ((SPEC, 640), ("max-165x165", 165)):
        Rendition.objects.create(
            image=image, filter_spec=spec, width=width, height=360, file=f"pictures/mit {width} Pixeln.webp"
        )
    return image


def test_a_query_brings_the_sizes_that_pages_show(picture):
    with CaptureQueriesContext(connection) as captured:
        (found,) = with_sizes(Image.objects.filter(pk=picture.pk), "")
        take_sizes(found, "")
        size = sizes_of(found)[SPEC]
    assert len(captured) == 1
    assert (size.width, size.height, size.name) == (640, 360, "pictures/mit 640 Pixeln.webp")
    assert size.url == "/media/pictures/mit 640 Pixeln.webp"
    assert set(sizes_of(found)) == {SPEC}  # the editor's own small one is no size of a page


def test_a_picture_without_sizes_has_none_and_asks_no_more(picture):
    Rendition.objects.all().delete()
    (found,) = with_sizes(Image.objects.filter(pk=picture.pk), "")
    take_sizes(found, "")
    with CaptureQueriesContext(connection) as captured:
        assert sizes_of(found) == {}
    assert len(captured) == 0


def test_pictures_from_elsewhere_get_theirs_in_one_query(picture):
    other = Image.objects.create(title="Werft", width=1, height=1, file="originals/werft.jpg")
    with CaptureQueriesContext(connection) as captured:
        attach_sizes([picture, None, other])
        assert set(sizes_of(picture)) == {SPEC}
        assert sizes_of(other) == {}
    assert len(captured) == 1
