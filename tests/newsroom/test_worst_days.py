"""What is missing leaves no hole, and what is too much is folded. 5 s."""

import re
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.images import ImageFile

from presswerk.newsroom.models import Image
from tests import world

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def vanished(db) -> Image:
    """A picture whose file is gone and of which no size was ever made."""
    file = BytesIO()
    PIL.Image.new("RGB", (1600, 900)).save(file, "JPEG")
    picture = Image(title="weg", credit="Foto: Bote", description="Nichts mehr")
    picture.file.save("weg.jpg", ImageFile(file, name="weg.jpg"), save=False)
    picture.save()
    picture.renditions.all().delete()
    picture.file.storage.delete(picture.file.name)
    return picture


def test_a_picture_that_is_not_there_leaves_neither_a_frame_nor_its_credit(politik, vanished, reader):
    body = [
        ("text", "<p>Davor.</p>"),
        ("picture", {"picture": vanished, "size": "wide"}),
        ("gallery", {"title": "", "pictures": [{"picture": vanished, "caption": "Auch weg"}]}),
        ("text", "<p>Danach.</p>"),
    ]
    article = world.make_article(politik, lead_picture=vanished, body=body)
    html = reader.get(article.url).content.decode()
    assert "Davor." in html
    assert "Danach." in html
    assert "<figure" not in html
    assert "Foto: Bote" not in html
    assert "Auch weg" not in html


def test_a_byline_of_forty_names_is_folded_after_six(politik, reader):
    authors = [world.make_author(f"Autorin {number}") for number in range(40)]
    html = reader.get(world.make_article(politik, authors=authors).url).content.decode()
    shown, folded = html.split('<details class="byline">')
    assert len(re.findall('rel="author"', shown)) == 6
    assert len(re.findall('rel="author"', folded)) == 34
    assert "<summary>und 34 weitere</summary>" in folded


def test_a_byline_of_eight_names_is_shown_whole(politik, reader):
    authors = [world.make_author(f"Autorin {number}") for number in range(8)]
    html = reader.get(world.make_article(politik, authors=authors).url).content.decode()
    assert len(re.findall('rel="author"', html)) == 8
    assert '<details class="byline">' not in html
