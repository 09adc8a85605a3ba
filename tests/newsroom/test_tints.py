"""Pictures have a ground of about their own colour while they are on their way. 3 s."""

import re
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Pillow

from presswerk.newsroom import tinting
from presswerk.newsroom.colours import contrast
from presswerk.newsroom.models import Image
from presswerk.newsroom.picture_markup import picture_markup
from presswerk.newsroom.renditions import WHOLE
from presswerk.newsroom.tints import DARK, NONE, TINTS, class_of, tint_of
from presswerk.theme.themes.theme import theme

SHEET = theme("sachlich").part("tints").read_text()


@pytest.mark.parametrize(
    ("colour", "tint"),
    [("#6699cc", "#69c"), ("#f0f0f0", "#ddd"), ("#101010", "#222"), ("#2b5a88", "#258"), ("#b09a6a", "#a96")],
)
def test_a_plain_picture_has_the_tint_nearest_to_it(colour, tint):
    assert TINTS[tint_of(Pillow.new("RGB", (40, 30), colour))] == tint


def test_what_is_most_of_a_picture_decides():
    picture = Pillow.new("RGB", (100, 100), "#69c")
    picture.paste("#f00", (0, 0, 100, 35))
    assert TINTS[tint_of(picture)] == "#69c"


def test_a_picture_that_one_can_see_through_has_none():
    assert tint_of(Pillow.new("RGBA", (10, 10), (10, 20, 30, 0))) == NONE
    assert tint_of(Pillow.new("RGBA", (10, 10), (10, 20, 30, 255))) != NONE
    assert class_of(NONE) == class_of(None) == ""


def test_the_sheet_has_the_same_colours_in_the_same_order():
    rules = re.findall(r"\.(t\w) \{ background: (#\w{3}); \}", SHEET)
    assert rules == [(class_of(number), colour) for number, colour in enumerate(TINTS)]


def test_the_alternative_text_can_be_read_on_each():
    dark, light = re.findall(r":is\(([^)]*)\) \{ color: #(?:fff|000); \}", SHEET)
    assert dark.split(", ") == [f".{class_of(number)}" for number in range(DARK)]
    assert light.split(", ") == [f".{class_of(number)}" for number in range(DARK, len(TINTS))]
    for number, tint in enumerate(TINTS):
        ground = "#" + "".join(digit * 2 for digit in tint[1:])
        assert contrast(ground, "#ffffff" if number < DARK else "#000000") >= 4.5


@pytest.fixture
def picture(db):
    content = BytesIO()
    Pillow.new("RGB", (900, 600), "#69c").save(content, "JPEG")
    image = Image(title="Himmel", description="Himmel", credit="Foto: Ben Boje")
    image.file = ImageFile(content, name="himmel.jpg")
    image._set_image_file_metadata()
    image.save()
    return image


def test_the_worker_remembers_it_and_the_page_says_it_in_twenty_bytes(picture):
    picture.get_rendition(WHOLE.spec(480, "webp"))
    without = picture_markup(Image.objects.get(pk=picture.pk), "lead")
    tinting.remember_missing()
    found = Image.objects.get(pk=picture.pk)
    assert TINTS[found.tint] == "#69c"
    assert 0 < len(picture_markup(found, "lead")) - len(without) <= 20


def test_a_picture_without_a_stored_size_is_left_alone(picture):
    tinting.remember(picture.pk)
    assert Image.objects.get(pk=picture.pk).tint is None


def _copy(picture, title):
    image = Image(title=title, description=title, credit=picture.credit, file=picture.file.name)
    image.width, image.height = picture.width, picture.height
    image.save()
    return image


def test_pictures_whose_files_are_gone_do_not_keep_older_ones_waiting(picture, monkeypatch):
    monkeypatch.setattr(tinting, "_AT_ONCE", 2)
    picture.get_rendition(WHOLE.spec(480, "webp"))
    newer = [_copy(picture, f"Himmel {number}") for number in range(2)]
    for one in newer:
        stored = one.get_rendition(WHOLE.spec(480, "webp"))
        stored.file.storage.delete(stored.file.name)

    tinting.remember_missing()
    assert Image.objects.get(pk=picture.pk).tint is None, "two at once, the newest first"
    tinting.remember_missing()

    assert TINTS[Image.objects.get(pk=picture.pk).tint] == "#69c"
    assert {Image.objects.get(pk=one.pk).tint for one in newer} == {NONE}


def test_a_size_that_is_made_anew_brings_its_picture_a_tint_after_all(picture):
    stored = picture.get_rendition(WHOLE.spec(480, "webp"))
    stored.file.storage.delete(stored.file.name)
    tinting.remember_missing()
    assert Image.objects.get(pk=picture.pk).tint == NONE
    picture.renditions.all().delete()

    picture.get_rendition(WHOLE.spec(480, "webp"))
    tinting.remember(picture.pk)

    assert TINTS[Image.objects.get(pk=picture.pk).tint] == "#69c"
