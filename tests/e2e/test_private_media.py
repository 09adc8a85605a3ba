"""The file of a picture that nothing public shows: for staff alone, for readers while it is published.

Asked through the front of a newspaper that runs, with the signed marker and without.
"""

import tempfile
from pathlib import Path

from tests.bake.front.conftest import wait_for
from tests.e2e import newspapers

DRAFT = """
import json
from io import BytesIO
from PIL import Image as Pillow
from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.test import Client
from presswerk.newsroom import renditions
from presswerk.newsroom.actions import founding
from presswerk.newsroom.models import ArticlePage, Image, SectionPage
front = founding.found()
section = SectionPage(title="Politik", slug="politik")
front.add_child(instance=section)
section.save_revision().publish()
content = BytesIO()
Pillow.new("RGB", (64, 36), "#345").save(content, "JPEG")
picture = Image(title="Brücke", description="Brücke", credit="Foto: Anna")
picture.file = ImageFile(BytesIO(content.getvalue()), name="bild.jpg")
picture._set_image_file_metadata()
picture.save()
article = ArticlePage(title="Die Flut", lead="Sie kommt.", live=False, lead_picture=picture)
section.add_child(instance=article)
article.save_revision()
chief = get_user_model().objects.create_superuser("chefin@bote.example", "ebbe-und-flut-am-krantor")
browser = Client(HTTP_HOST="127.0.0.1")
browser.force_login(chief)
browser.get("/admin/")
print(json.dumps({
    "file": picture.get_rendition(renditions.FIRST_SPECS[1]).url,
    "article": article.pk,
    "cookies": "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items()),
}))
"""
CHANGE = """
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import ArticlePage
publishing.{what}(ArticlePage.objects.get(pk={article}))
"""


def test_a_pictures_file_is_public_as_long_as_something_public_shows_it() -> None:
    data = newspapers.copy_of("founded", Path(tempfile.mkdtemp(prefix="presswerk-media-")))
    made = newspapers.as_json(newspapers.python(data, DRAFT))
    file, cookies = made["file"], made["cookies"]
    without_marker = "; ".join(one for one in cookies.split("; ") if one.startswith("sessionid"))
    with newspapers.serving(data) as paper:

        def reader() -> int:
            return paper.get(file).status

        assert reader() == 404
        assert paper.get(file, Cookie="sessionid=made-up").status == 404
        assert paper.get(file, Cookie=without_marker).status == 404, "a session alone gets what readers get"
        assert paper.get(file, Cookie=cookies).status == 200

        paper.python(CHANGE.format(what="publish", article=made["article"]))
        wait_for(lambda: reader() == 200)
        answer = paper.get(file)
        assert answer.body[:2] in (b"\xff\xd8", b"RI", b"\x00\x00")  # a JPEG, WebP or AVIF

        paper.python(CHANGE.format(what="unpublish", article=made["article"]))
        wait_for(lambda: reader() == 404)
        assert paper.get(file, Cookie=cookies).status == 200
