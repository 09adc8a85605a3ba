"""The file of a picture: for staff alone, and for readers as long as something public shows the picture.

Asked for through the front of a newspaper that runs, with the signed marker and without.
"""

import http.client
from contextlib import closing
from pathlib import Path

from tests.bake.front.conftest import wait_for
from tests.e2e import newspapers

DRAFTS = """
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
Pillow.new("RGB", (640, 360), "#345").save(content, "JPEG")
picture = Image(title="Brücke", description="Brücke", credit="Foto: Anna")
picture.file = ImageFile(BytesIO(content.getvalue()), name="bild.jpg")
picture._set_image_file_metadata()
picture.save()
in_body = [("picture", {"picture": picture, "caption": "", "alt_text": "", "size": "column"})]
first = ArticlePage(title="Die Flut", lead="Sie kommt.", live=False, lead_picture=picture)
second = ArticlePage(title="Die Ebbe", lead="Sie geht.", live=False, body=in_body)
for article in (first, second):
    section.add_child(instance=article)
    article.save_revision()
chief = get_user_model().objects.create_superuser("chefin@bote.example", "ebbe-und-flut-am-krantor")
browser = Client(HTTP_HOST="127.0.0.1")
browser.force_login(chief)
browser.get("/admin/")
print(json.dumps({
    "file": picture.get_rendition(renditions.FIRST_SPECS[1]).url,
    "first": first.pk, "second": second.pk, "section": section.pk, "picture": picture.pk,
    "cookies": "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items()),
}))
"""
START = """
from presswerk.newsroom import renditions
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import ArticlePage, Image
from wagtail.models import PageViewRestriction
def page(pk):
    return ArticlePage.objects.get(pk=pk)
"""


def test_a_pictures_file_is_public_as_long_as_something_public_shows_it(tmp_path: Path) -> None:
    data = newspapers.copy_of("founded", tmp_path / "data")
    made = newspapers.as_json(newspapers.python(data, DRAFTS))
    file, cookies = made["file"], made["cookies"]
    first, second, section = made["first"], made["second"], made["section"]
    session = "; ".join(one for one in cookies.split("; ") if "session" in one)
    assert session
    with newspapers.serving(data) as paper:

        def change(*steps: str) -> None:
            paper.python(START + "\n".join(steps))

        def reader() -> int:
            return paper.get(file).status

        def staff() -> http.client.HTTPResponse:
            return paper.get(file, Cookie=cookies)

        assert reader() == 404
        assert paper.get(file).headers["Cache-Control"] == "no-store"
        assert paper.get(file, Cookie="sessionid=made-up").status == 404
        assert paper.get(file, Cookie=session).status == 404, "a session alone gets what readers get"
        assert staff().status == 200
        assert staff().headers["Cache-Control"] == "private, no-cache"
        assert staff().headers["Content-Type"] == "image/webp"

        change(f"publishing.publish(page({first}))")
        wait_for(lambda: reader() == 200)
        check_how_it_is_served(paper, file)

        change(f"publishing.publish(page({second}))", f"publishing.unpublish(page({first}))")
        assert {reader() for _ in range(20)} == {200}, "the other article shows it still"

        login = "restriction_type='login'"
        change(f"PageViewRestriction.objects.create(page_id={section}, {login})")
        wait_for(lambda: reader() == 404)
        assert staff().status == 200
        change("PageViewRestriction.objects.all().delete()")
        wait_for(lambda: reader() == 200)

        change(f"publishing.unpublish(page({second}))")
        wait_for(lambda: reader() == 404)
        assert staff().status == 200

        change(
            f"publishing.publish(page({second}))",
            f"picture = Image.objects.get(pk={made['picture']})",
            "picture.renditions.all().delete()",
            "picture.get_rendition(renditions.FIRST_SPECS[1])",
        )
        wait_for(lambda: staff().status == 404)
        assert reader() == 404, "another file has taken its place"


def check_how_it_is_served(paper: newspapers.Newspaper, file: str) -> None:
    """As files are: conditions, ranges, HEAD; and for a while only."""
    # For some seconds after a "no" the front lets Django answer, and keeps nothing.
    wait_for(lambda: "detail=file" in paper.get(file).headers.get("Cache-Status", ""))
    whole = paper.get(file)
    assert whole.body[:4] == b"RIFF"  # type: ignore[attr-defined]
    assert whole.headers["Cache-Control"] == "public, max-age=86400, s-maxage=60"
    assert "detail=file" in whole.headers["Cache-Status"]
    assert "default-src 'none'" in whole.headers["Content-Security-Policy"]
    assert paper.get(file, **{"If-None-Match": whole.headers["ETag"]}).status == 304
    part = paper.get(file, Range="bytes=0-3")
    assert (part.status, part.body) == (206, b"RIFF")  # type: ignore[attr-defined]
    with closing(http.client.HTTPConnection(paper.url.removeprefix("http://"), timeout=30)) as connection:
        connection.request("HEAD", file)
        headed = connection.getresponse()
        assert (headed.status, headed.headers["Content-Length"]) == (200, whole.headers["Content-Length"])
