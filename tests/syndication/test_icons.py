"""The paper's icons and its manifest: made by the worker, from the logo or from the name's initial."""

import json
from base64 import b64decode
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Pillow

from presswerk.newsroom.models import Image, SiteSettings
from presswerk.syndication import icons
from presswerk.syndication.models import PaperIcon
from tests import world

pytestmark = pytest.mark.django_db
SIZES = {
    "apple-touch-icon.png": (180, 180),
    "icon-192.png": (192, 192),
    "icon-512.png": (512, 512),
    "icon-maskable-512.png": (512, 512),
    "share-card.jpg": (1200, 630),
}


def logo(colour: str = "#0a0", size: tuple[int, int] = (400, 300)) -> Image:
    content = BytesIO()
    Pillow.new("RGB", size, colour).save(content, "PNG")
    image = Image(title="Logo", description="Logo", credit="Bote")
    image.file = ImageFile(BytesIO(content.getvalue()), name="logo.png")
    image._set_image_file_metadata()
    image.save()
    return image


def change_paper(**fields) -> SiteSettings:
    paper = SiteSettings.objects.get()
    for name, value in fields.items():
        setattr(paper, name, value)
    paper.save()
    world.run_tasks("slow")
    return paper


@pytest.fixture
def icon_at(reader):
    def read(address: str) -> Pillow.Image:
        return Pillow.open(BytesIO(reader.get(address).content))

    return read


def test_founding_a_paper_has_its_icons_made(paper, reader, page_at, icon_at):
    assert reader.get("/favicon.ico").status_code == 404
    assert page_at("/").xpath('//link[@rel="icon"]/@type') == ["image/svg+xml"]
    world.run_tasks("slow")
    for name, size in SIZES.items():
        assert icon_at(f"/{name}").size == size, name
    assert icon_at("/favicon.ico").ico.sizes() == {(16, 16), (32, 32), (48, 48)}
    for link in page_at("/").xpath('//link[@rel="icon" or @rel="apple-touch-icon"]'):
        answer = reader.get(link.get("href"))
        assert answer["Content-Type"] == link.get("type")
    assert len(page_at("/").xpath('//link[@rel="apple-touch-icon"]')) == 1


def test_elsewhere_than_on_the_front_page_the_icons_wait_and_a_pixel_of_the_papers_colour_stands_in(
    politik, page_at
):
    world.run_tasks("slow")
    change_paper(accent_colour="#1a5276")
    page = page_at(politik.url)
    (stand_in,) = page.xpath('//link[@rel="icon"][@data-then]/@href')
    content = b64decode(stand_in.removeprefix("data:image/gif;base64,"))
    assert Pillow.open(BytesIO(content)).convert("RGB").getpixel((0, 0)) == (0x1A, 0x52, 0x76)
    waiting = page.xpath('//template[@data-then]//link[@rel="icon"]/@href')
    assert waiting == page.xpath('//noscript//link[@rel="icon"]/@href') == ["/favicon.ico", "/icon-192.png"]
    at_once = page_at("/").xpath('//link[@rel="icon"][not(ancestor::template)]/@href')
    assert at_once == waiting


def test_without_a_logo_the_initial_stands_on_the_papers_colour(paper, icon_at):
    change_paper(name="Küstenbote", accent_colour="#1a5276")
    corner = icon_at("/icon-512.png").convert("RGB")
    assert corner.getpixel((5, 5)) == (26, 82, 118)
    assert (255, 255, 255) in {colour for _count, colour in corner.getcolors(100_000)}


def test_a_logo_takes_its_place_and_a_wordmark_does_not(paper, icon_at):
    change_paper(accent_colour="#1a5276", logo=logo("#0a0"))
    made = icon_at("/icon-192.png").convert("RGBA")
    assert made.getpixel((96, 96))[:3] == (0, 170, 0)
    assert made.getpixel((2, 2))[3] == 0
    touch = icon_at("/apple-touch-icon.png").convert("RGB")
    assert touch.getpixel((2, 2)) == (255, 255, 255)
    change_paper(logo=logo("#0a0", (1200, 100)))
    assert icon_at("/icon-192.png").convert("RGB").getpixel((2, 2)) == (26, 82, 118)


def test_what_phones_cut_off_holds_nothing(paper, icon_at):
    change_paper(logo=logo("#0a0", (400, 400)))
    made = icon_at("/icon-maskable-512.png").convert("RGB")
    middle, radius = 256, 0.4 * 512
    outside = [
        (x, y) for x in range(0, 512, 8) for y in range(0, 512, 8)
        if (x - middle) ** 2 + (y - middle) ** 2 > (radius + 2) ** 2
    ]  # fmt: skip
    assert {made.getpixel(point) for point in outside} == {(255, 255, 255)}


def test_nothing_is_drawn_again_while_the_paper_looks_the_same(paper, monkeypatch):
    world.run_tasks("slow")
    monkeypatch.setattr(icons, "_draw", lambda *_look: 1 / 0)
    change_paper(contact_email="post@bote.example")
    icons.look_over()
    assert world.run_tasks("slow") == 0


def test_what_was_lost_is_made_again_by_the_clock(paper, reader):
    world.run_tasks("slow")
    PaperIcon.objects.filter(name="icon-192.png").delete()
    icons.look_over()
    assert world.run_tasks("slow") == 1
    assert reader.get("/icon-192.png").status_code == 200


def test_another_file_of_the_same_logo_is_another_logo(paper, icon_at):
    picture = logo("#0a0")
    change_paper(logo=picture)
    content = BytesIO()
    Pillow.new("RGB", (300, 300), "#00a").save(content, "PNG")
    picture.file = ImageFile(BytesIO(content.getvalue()), name="neu.png")
    picture._set_image_file_metadata()
    picture.save()
    world.run_tasks("slow")
    assert icon_at("/icon-192.png").convert("RGB").getpixel((96, 96)) == (0, 0, 170)


def test_a_lost_logo_file_leaves_the_initial(paper, icon_at):
    picture = logo()
    picture.file.storage.delete(picture.file.name)
    change_paper(logo=picture, accent_colour="#1a5276")
    assert icon_at("/icon-192.png").convert("RGB").getpixel((2, 2)) == (26, 82, 118)


def test_the_manifest_says_what_a_phone_needs(paper, reader, page_at):
    change_paper(name="Der Küstenbote am Morgen", description="Nachrichten", accent_colour="#1a5276")
    (address,) = page_at("/").xpath('//link[@rel="manifest"]/@href')
    answer = reader.get(address)
    assert answer["Content-Type"] == "application/manifest+json"
    described = json.loads(answer.content)
    assert described["name"] == "Der Küstenbote am Morgen"
    assert len(described["short_name"]) <= 12
    assert (described["lang"], described["dir"], described["start_url"]) == ("de", "ltr", "/")
    assert described["theme_color"] == "#1a5276"
    for entry in described["icons"]:
        width, height = Pillow.open(BytesIO(reader.get(entry["src"]).content)).size
        assert entry["sizes"] == f"{width}x{height}"
    assert {entry["purpose"] for entry in described["icons"]} == {"any", "maskable"}


def test_the_publisher_of_articles_bears_the_icon_as_its_logo(politik, data_at):
    world.run_tasks("slow")
    article = world.make_article(politik)
    assert data_at(article.url)["NewsArticle"]["publisher"]["logo"]["url"].endswith("/icon-512.png")
