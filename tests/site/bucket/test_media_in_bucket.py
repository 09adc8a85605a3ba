"""Pictures and documents in a bucket: stored there, served from here, gone when they are deleted."""

import os
import time
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from PIL import Image as PillowImage

from presswerk.newsroom import pictures
from presswerk.newsroom.models import Document, Image
from presswerk.newsroom.picture_markup import picture_markup
from presswerk.site.bucket import copies
from presswerk.site.bucket.storage import BucketAway
from presswerk.site.media import media_file
from tests import world
from tests.site.outward.conftest import outward

__all__ = ["outward"]

A_DAY = "public, max-age=86400, s-maxage=60"


def upload_picture() -> Image:
    data = BytesIO()
    PillowImage.radial_gradient("L").resize((1400, 900)).convert("RGB").save(data, "JPEG")
    file = ImageFile(data, name="faehre.jpg")
    picture = Image.objects.create(title="Fähre", description="Die Fähre", credit="Foto: Anna", file=file)
    pictures.make_at_once(picture)
    return picture


def read(answer) -> bytes:
    """The whole body; a file that is closed without it would close the test's database too."""
    return b"".join(answer.streaming_content)


@pytest.fixture
def picture(bucket, paper):
    return upload_picture()


@pytest.fixture
def rendition(picture):
    """A size of a picture that an article shows to everybody."""
    world.make_article(lead_picture=picture)
    return picture.renditions.first()


@pytest.fixture
def sound(bucket, paper):
    document = Document(title="Ton")
    document.file.save("ton.mp3", ContentFile(b"0123456789" * 100))
    document.save()
    return document


def test_originals_and_sizes_lie_in_the_bucket_below_the_prefix(picture, bucket):
    kinds = {key.split("/")[0] + "/" + key.split("/")[1] for key in bucket.names()}
    assert kinds == {"media/originals", "media/pictures"}


def test_pages_name_addresses_of_this_host(picture):
    markup = str(picture_markup(picture, "teaser"))
    assert 'src="/media/pictures/' in markup
    assert "127.0.0.1" not in markup
    assert "Signature" not in markup


def test_a_size_is_served_with_all_that_files_have(rendition, reader):
    answer = reader.get(rendition.url)
    assert answer.status_code == 200
    body = read(answer)
    with default_storage.open(rendition.file.name) as stored:
        assert body == stored.read()
    assert answer.headers["Cache-Control"] == A_DAY
    again = reader.get(rendition.url, HTTP_IF_NONE_MATCH=answer.headers["ETag"])
    assert again.status_code == 304


def test_ranges_of_a_long_recording_are_cut(sound, reader):
    answer = reader.get(sound.media_url, HTTP_RANGE="bytes=10-14")
    assert answer.status_code == 206
    assert read(answer) == b"01234"
    assert answer.headers["Content-Range"] == "bytes 10-14/1000"


def test_a_document_is_handed_out_by_its_own_address(sound, reader):
    answer = reader.get(sound.url)
    assert answer.status_code == 200
    assert read(answer) == b"0123456789" * 100


def test_originals_are_nobodys(picture, reader):
    assert reader.get(f"/media/{picture.file.name}").status_code == 404


@pytest.mark.parametrize(
    "path", ["../presswerk.sqlite3", "pictures/none.jpg", "pictures/", "a\0b", "/etc/passwd"]
)
def test_what_is_not_there_is_not_found(bucket, paper, reader, path):
    assert reader.get(f"/media/{path}").status_code == 404


def test_a_copy_is_answered_with_while_the_bucket_is_away(rendition, reader, monkeypatch):
    read(reader.get(rendition.url))
    make_old_for_the_newspaper(monkeypatch)
    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", away)
    assert read(reader.get(rendition.url))


def test_without_a_copy_the_server_says_that_it_failed(rendition, client, monkeypatch):
    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", away)
    client.raise_request_exception = False
    assert client.get(rendition.url).status_code == 500
    with pytest.raises(BucketAway):
        media_file(rendition.file.name)


def away(*_arguments, **_named):
    from botocore.exceptions import EndpointConnectionError

    raise EndpointConnectionError(endpoint_url="http://127.0.0.1:1")


def test_the_etag_is_the_same_on_every_machine(rendition, reader, settings, tmp_path):
    first = reader.get(rendition.url)
    read(first)
    settings.MEDIA_ROOT = tmp_path / "another machine"
    second = reader.get(rendition.url)
    read(second)
    assert first.headers["ETag"] == second.headers["ETag"]


def test_deleted_on_another_machine_the_copy_goes_once_it_is_old(rendition, reader, bucket, monkeypatch):
    read(reader.get(rendition.url))
    bucket.client.delete_object(Bucket=bucket.name, Key=f"media/{rendition.file.name}")
    assert read(reader.get(rendition.url))
    make_old_for_the_newspaper(monkeypatch)
    assert reader.get(rendition.url).status_code == 404
    assert reader.get(rendition.url).status_code == 404


def make_old_for_the_newspaper(monkeypatch):
    """The time at which a copy was looked after cannot be set; the clock can."""
    later = time.time() + 3600
    monkeypatch.setattr("presswerk.site.bucket.storage.time.time", lambda: later)


def test_deleted_here_bucket_and_copy_are_rid_of_it_at_once(rendition, reader, bucket):
    read(reader.get(rendition.url))
    copy = media_file(rendition.file.name)
    default_storage.delete(rendition.file.name)
    assert not copy.exists()
    assert f"media/{rendition.file.name}" not in bucket.names()
    assert reader.get(rendition.url).status_code == 404


def test_copies_have_bounded_room(tmp_path):
    for number in range(10):
        (tmp_path / f"{number}").write_bytes(b"x" * 100)
        os.utime(tmp_path / f"{number}")
    assert copies.remove_oldest(tmp_path, 1000) == 0
    assert copies.remove_oldest(tmp_path, 500) == 6
    assert len(list(tmp_path.iterdir())) == 4


def test_the_editor_uploads_and_shows_a_picture(bucket, paper, admin_client):
    data = BytesIO()
    PillowImage.radial_gradient("L").resize((640, 400)).convert("RGB").save(data, "JPEG")
    data.seek(0)
    data.name = "kran.jpg"
    form = {
        "title": "Kran", "file": data, "description": "Ein Kran", "credit": "Foto: Anna", "collection": 1,
        "focal_point_x": "", "focal_point_y": "", "focal_point_width": "", "focal_point_height": "",
        "tags": "",
    }  # fmt: skip
    answer = admin_client.post("/admin/images/add/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    picture = Image.objects.get(title="Kran")
    assert f"media/{picture.file.name}" in bucket.names()
    assert admin_client.get(f"/admin/images/{picture.pk}/").status_code == 200


def test_the_worker_makes_the_other_sizes(picture, bucket):
    before = len(bucket.names())
    pictures.make_first.func(picture.pk)
    assert len(bucket.names()) > before


def test_a_reader_opens_the_page_without_asking_the_bucket(picture, politik, reader, monkeypatch):
    article = world.make_article(politik, "Die Fähre", lead_picture=picture)
    monkeypatch.setattr("botocore.client.BaseClient._make_api_call", away)
    page = reader.get(article.url).content.decode()
    assert 'src="/media/pictures/' in page


def test_a_folder_of_ready_files_has_the_pictures_of_its_pages(picture, politik, outward):
    article = world.make_article(politik, "Die Fähre", lead_picture=picture)
    outward.write_all()
    names = {name for name in outward.names() if name.startswith("media/")}
    assert names
    assert names <= {f"media/{name}" for name in picture.renditions.values_list("file", flat=True)}
    with default_storage.open(min(names).removeprefix("media/")) as stored:
        assert (outward.site / min(names)).read_bytes() == stored.read()
    assert f"politik/die-faehre-{article.number}/index.html" in outward.names()
