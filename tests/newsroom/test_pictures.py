"""Pictures: stored sizes only, made outside of requests, found by nobody who guesses."""

import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from PIL import Image as Pillow
from wagtail.images.rect import Rect

from presswerk.bake.models import Purge
from presswerk.newsroom import pictures, renditions
from presswerk.newsroom.models import ArticlePage, Document, Image, Rendition
from presswerk.newsroom.picture_markup import picture_markup
from tests import world

pytestmark = pytest.mark.with_services


@pytest.fixture
def picture(db):
    content = BytesIO()
    Pillow.new("RGB", (1600, 900), "#345").save(content, "JPEG")
    image = Image(title="Mole", description="Die Mole bei Sturm", credit="Foto: Ben Boje")
    image.file = ImageFile(BytesIO(content.getvalue()), name="Mole bei Sturm.JPG")
    image._set_image_file_metadata()
    image.save()
    return image


def test_file_names_bear_128_random_bits_and_not_the_uploaded_name(picture):
    assert re.fullmatch(r"originals/[0-9a-f]{32}\.jpg", picture.file.name)


def test_the_sizes_of_a_picture_share_digits_that_another_focal_point_and_another_file_change(picture):
    names = [picture.get_rendition(spec).file.name for spec in ("fill-320x180|format-webp", "width-480")]
    (first, small), (second, narrow) = (name.removeprefix("pictures/").split("-") for name in names)
    assert (small, narrow) == ("320x180.webp", "width480.jpg")
    assert re.fullmatch("[0-9a-f]{32}", first)
    assert first == second
    assert first not in picture.file.name
    picture.set_focal_point(Rect(0, 0, 100, 100))
    picture.save()
    elsewhere = picture.get_rendition("fill-320x180|format-webp").file.name
    picture.renditions.all().delete()  # as the editor's screen does when it is given another file
    picture.file = ContentFile(default_storage.open(picture.file.name).read(), name="Andere.jpg")
    picture.save()
    anew = Image.objects.get(pk=picture.pk).get_rendition("fill-320x180|format-webp").file.name
    assert len({names[0], elsewhere, anew}) == 3


def test_a_size_that_is_there_already_is_not_written_over(picture):
    spec = renditions.WIDE.spec(320, "webp")
    stored = picture.get_rendition(spec)
    name = stored.file.name
    Rendition.objects.filter(pk=stored.pk).update(filter_spec="another|format-webp")
    second = Image.objects.get(pk=picture.pk).get_rendition(spec).file.name
    assert second != name
    assert default_storage.exists(name)
    assert default_storage.exists(second)


@pytest.mark.django_db
def test_alternative_text_or_decorative_is_demanded():
    with pytest.raises(ValidationError) as refusal:
        Image(title="x", credit="x").clean()
    assert "description" in refusal.value.message_dict
    Image(title="x", credit="x", is_decorative=True).clean()


def test_a_page_never_makes_a_size_itself_and_never_shows_the_original(picture, politik, reader):
    article = world.make_article(politik, lead_picture=picture)
    page = reader.get(article.url).content.decode()
    assert "originals/" not in page
    assert not picture.renditions.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_all_sizes_and_says_so(picture, politik, reader):
    article = world.make_article(politik, lead_picture=picture)
    Purge.objects.all().delete()
    world.run_tasks("slow")
    stored = set(picture.renditions.values_list("filter_spec", flat=True))
    assert stored == {*renditions.ALL_SPECS, *renditions.FOUND_SPECS, *renditions.EDITORS_SPECS}
    assert Purge.objects.filter(tag=f"picture:{picture.pk}").exists()
    page = reader.get(article.url).content.decode()
    assert 'type="image/avif"' in page
    assert 'alt="Die Mole bei Sturm"' in page
    assert 'fetchpriority="high"' in page
    assert "Foto: Ben Boje" in page


@pytest.mark.django_db(transaction=True)
def test_the_editors_listing_makes_no_size_itself(picture, admin_client):
    world.run_tasks("slow")
    sizes = set(picture.renditions.values_list("pk", flat=True))
    listing = admin_client.get("/admin/images/").content.decode()
    (thumbnail,) = picture.renditions.filter(filter_spec__in=renditions.EDITORS_SPECS)
    assert thumbnail.url in listing
    assert set(picture.renditions.values_list("pk", flat=True)) == sizes


def test_a_missing_size_is_replaced_by_the_next_best(picture):
    picture.get_rendition(renditions.SQUARE.spec(192, "webp"))
    markup = picture_markup(Image.objects.get(pk=picture.pk), "lead")
    assert "<img" in markup
    assert "<source" not in markup


def test_a_broken_file_is_reported_and_asked_for_no_second_time(picture, caplog):
    picture.file.storage.delete(picture.file.name)
    pictures.make_first.call(picture.pk)
    assert not picture.renditions.exists()
    assert "picture cannot be scaled" in caplog.text


def test_a_decorative_picture_has_an_empty_alternative_text(picture):
    picture.is_decorative = True
    picture.get_rendition(renditions.WIDE.spec(640, "webp"))
    assert 'alt=""' in picture_markup(picture, "teaser")


def test_media_are_served_in_ranges_and_originals_are_not(picture, politik, reader):
    world.make_article(politik, lead_picture=picture)
    rendition = picture.get_rendition(renditions.WIDE.spec(640, "webp"))
    address = f"/media/{rendition.file.name}"
    whole = reader.get(address)
    assert (whole.status_code, whole["Content-Type"]) == (200, "image/webp")
    content = b"".join(whole.streaming_content)
    part = reader.get(address, headers={"range": "bytes=10-19"})
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 10-19/{len(content)}"
    assert b"".join(part.streaming_content) == content[10:20]
    last = reader.get(address, headers={"range": "bytes=-5"})
    assert b"".join(last.streaming_content) == content[-5:]
    assert reader.get(address, headers={"range": f"bytes={len(content)}-"}).status_code == 416
    assert reader.get(address, headers={"if-none-match": whole["ETag"]}).status_code == 304
    assert reader.get(f"/media/{picture.file.name}").status_code == 404
    assert reader.get("/media/../test.sqlite3").status_code == 404


def test_an_article_whose_picture_was_deleted_still_reads(picture, politik, reader):
    article = world.make_article(politik, lead_picture=picture)
    picture.delete()
    assert reader.get(ArticlePage.objects.get(pk=article.pk).url).status_code == 200


@pytest.fixture
def film(db):
    return Document.objects.create(title="Tide", file=ContentFile(b"film", name="tide.webm"))


def film_in(page: str):
    (video,) = html.fromstring(page).xpath("//video")
    return video


def test_a_film_shows_the_stored_size_of_its_still_and_loads_nothing_before_it_is_started(
    picture, film, politik, reader
):
    pictures.make_at_once(picture)
    body = [("video", {"file": film, "title": "Tide", "poster": picture})]
    video = film_in(reader.get(world.make_article(politik, body=body).url).content.decode())
    stored = picture.renditions.get(filter_spec=renditions.WHOLE.spec(1200, "jpeg"))
    assert video.get("poster") == stored.url
    assert (video.get("width"), video.get("height")) == (str(stored.width), str(stored.height))
    assert video.get("preload") == "none"


def test_a_film_whose_still_is_not_scaled_yet_shows_no_original(picture, film, politik, reader):
    body = [("video", {"file": film, "title": "Tide", "poster": picture})]
    page = reader.get(world.make_article(politik, body=body).url).content.decode()
    assert film_in(page).get("poster") is None
    assert "originals/" not in page


def test_a_film_without_a_still_shows_its_first_frame(film, politik, reader):
    body = [("video", {"file": film, "title": "Tide", "poster": None})]
    video = film_in(reader.get(world.make_article(politik, body=body).url).content.decode())
    assert (video.get("poster"), video.get("preload")) == (None, "metadata")


def test_an_uploaded_picture_is_in_the_next_preview_before_the_worker_has_come(client, admin_user):
    content = BytesIO()
    Pillow.new("RGB", (1600, 900), "#345").save(content, "JPEG")
    client.force_login(admin_user)
    answer = client.post(
        "/admin/images/chooser/create/",
        {
            "image-chooser-upload-title": "Mole",
            "image-chooser-upload-description": "Die Mole bei Sturm",
            "image-chooser-upload-credit": "Foto: Ben Boje",
            "image-chooser-upload-collection": "1",
            "image-chooser-upload-file": SimpleUploadedFile("mole.jpg", content.getvalue()),
        },
    )
    assert answer.status_code == 200
    picture = Image.objects.get()
    for place in ("lead", "column", "square"):
        shape = renditions.PLACES[place][0]
        assert picture.renditions.filter(filter_spec__in=renditions.specs_of(shape, "jpeg")).exists()
    assert "<img" in picture_markup(picture, "lead")


def test_a_logo_is_seen_through_from_its_first_page_on(db):
    file = BytesIO()
    Pillow.new("RGBA", (400, 100), (0, 0, 0, 0)).save(file, "PNG")
    logo = Image(title="Logo", credit="Bote", is_decorative=True)
    logo.file = ImageFile(BytesIO(file.getvalue()), name="logo.png")
    logo._set_image_file_metadata()
    logo.save()
    pictures.make_at_once(logo)
    assert 'type="image/webp"' in picture_markup(logo, "column")


def widths_of(markup: str, kind: str) -> list[str]:
    (source,) = html.fromstring(markup).xpath(f"//source[@type='image/{kind}']")
    return [candidate.split()[1] for candidate in source.get("srcset").split(", ") if " " in candidate]


def test_a_place_names_the_sizes_that_are_of_use_there_and_no_more(picture):
    pictures._make(picture.pk, renditions.ALL_SPECS)
    assert widths_of(picture_markup(picture, "small"), "avif") == ["320w", "640w"]
    assert widths_of(picture_markup(picture, "teaser"), "avif") == ["320w", "640w", "960w"]
    assert widths_of(picture_markup(picture, "lead"), "avif") == ["320w", "768w", "960w", "1280w"]


@pytest.mark.django_db(transaction=True)
def test_a_picture_of_before_a_width_was_added_shows_the_others_and_gets_it(picture, monkeypatch):
    monkeypatch.setattr(pictures, "_asked", set())
    world.run_tasks("slow")
    picture.renditions.filter(filter_spec__startswith="fill-768x432").delete()
    picture.stored_sizes = None
    assert widths_of(picture_markup(picture, "lead"), "avif") == ["320w", "960w", "1280w"]
    world.run_tasks("slow")
    picture.stored_sizes = None
    assert widths_of(picture_markup(picture, "lead"), "avif") == ["320w", "768w", "960w", "1280w"]


def test_webp_is_offered_in_all_sizes_until_there_is_avif_and_then_in_one(picture):
    pictures._make(picture.pk, renditions.FIRST_SPECS)
    picture.stored_sizes = None
    assert widths_of(picture_markup(picture, "teaser"), "webp") == ["320w", "640w", "960w"]
    pictures._make(picture.pk, renditions.LATER_SPECS)
    picture.stored_sizes = None
    assert widths_of(picture_markup(picture, "teaser"), "webp") == []
    assert 'type="image/webp"' in picture_markup(picture, "teaser")
