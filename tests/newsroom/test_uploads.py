"""What may be uploaded, and what is refused with which reason."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from presswerk.newsroom.uploads import validate_document, validate_picture

MEGAPIXEL = 1_000_000


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def picture(kind="JPEG", size=(40, 30), frames=1, **options):
    """A sound picture of this kind."""
    images = [Image.new("RGB", size, (10 * number, 20, 30)) for number in range(frames)]
    made = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(made, kind, **more, **options)
    return made.getvalue()


def archive(**entries):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return made.getvalue()


def named(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def reason(check, name, content):
    """The code of the refusal; "" when the file is accepted."""
    try:
        check(named(name, content))
    except ValidationError as refusal:
        sentence = refusal.messages[0]
        assert sentence.endswith("."), sentence
        assert "%(" not in sentence, sentence
        return refusal.code
    return ""


SOUND = {
    "bild.jpg": picture("JPEG"),
    "bild.JPEG": picture("JPEG"),
    "bild.png": picture("PNG"),
    "bild.gif": picture("GIF", frames=3),
    "bild.webp": picture("WEBP"),
    "bild.avif": picture("AVIF"),
    "stereo.jpg": picture("MPO", frames=2),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_pictures_are_accepted_and_left_at_their_start(name):
    file = named(name, SOUND[name])
    validate_picture(file)
    assert file.tell() == 0
    assert not file.closed


def test_the_ending_has_to_fit_the_content():
    assert reason(validate_picture, "bild.png", picture("JPEG")) == "ending"
    assert reason(validate_picture, "bild", picture("JPEG")) == "ending"
    assert reason(validate_picture, "bild.php", picture("JPEG")) == "ending"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bild.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("bild.png", b'<?xml version="1.0"?><svg onload="alert(1)"/>'),
        ("bild.svg", picture("PNG")),
        ("bild.svgz", b"\x1f\x8b"),
    ],
)
def test_svg_is_refused_under_any_name(name, content):
    assert reason(validate_picture, name, content) == "svg"


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM"])
def test_other_formats_are_refused_even_when_they_are_named_like_accepted_ones(kind):
    assert reason(validate_picture, "bild.jpg", picture(kind)) == "unreadable"


def test_a_picture_over_the_size_is_refused_before_it_is_read(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    assert reason(validate_picture, "bild.jpg", b"x" * 11) == "size"


def test_too_many_pixels_are_refused(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = MEGAPIXEL
    assert reason(validate_picture, "bild.png", picture("PNG", (1000, 1000))) == ""
    assert reason(validate_picture, "bild.png", picture("PNG", (1001, 1000))) == "pixels"


def test_the_frames_of_an_animation_count_together(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = MEGAPIXEL
    assert reason(validate_picture, "bild.gif", picture("GIF", (500, 500), frames=4)) == ""
    assert reason(validate_picture, "bild.gif", picture("GIF", (500, 500), frames=5)) == "pixels"


def test_an_animation_of_endless_small_frames_is_refused():
    frame = b"\x2c" + struct.pack("<4HB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    endless = b"GIF89a" + struct.pack("<2H3B", 1, 1, 0x80, 0, 0) + b"\0" * 6 + frame * 100_000 + b"\x3b"
    assert reason(validate_picture, "bild.gif", endless) == "pixels"


def test_a_small_file_that_claims_to_be_a_huge_picture_is_refused():
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = chunk(b"IHDR", struct.pack(">2I5B", 60_000, 60_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    assert reason(validate_picture, "bild.png", bomb) == "pixels"


@pytest.mark.parametrize("name", ["bild.jpg", "bild.png", "bild.webp"])
def test_a_picture_that_breaks_off_is_refused(name):
    content = picture({"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[name[5:]], (400, 300))
    assert reason(validate_picture, name, content[: len(content) // 2]) == "unreadable"


@pytest.mark.parametrize(
    "content",
    [
        picture("GIF", comment=b"/*<script>alert(1)</script>*/"),
        picture("JPEG", comment=b"<?php system($_GET[0]);"),
        picture("JPEG", comment=b"<!DOCTYPE html><body onload=alert(1)>"),
        picture("JPEG", comment=b"%PDF-1.7"),
        picture("JPEG") + archive(**{"evil.jar": b"x"}),
        picture("PNG") + archive(**{"evil.jar": b"x" * 1000}) + b"",
    ],
)
def test_a_picture_that_is_something_else_as_well_is_refused(content):
    assert reason(validate_picture, "bild.jpg", content) == "polyglot"


def test_what_cameras_put_behind_a_picture_is_no_harm():
    assert reason(validate_picture, "bild.jpg", picture("JPEG") + b"\0" * 500 + b"PK\x05\x06 by chance") == ""


@given(st.binary(max_size=400))
def test_any_bytes_are_accepted_or_refused_with_a_sentence(content):
    for prefix in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP"):
        assert reason(validate_picture, "bild.png", prefix + content) != ""


OFFICE = {"[Content_Types].xml": b"<Types/>"}
OPEN_DOCUMENT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
DOCUMENTS = {
    "liste.csv": "Name;Größe\nÖl;1\n".encode("cp1252"),
    "brief.docx": archive(**OFFICE, **{"word/document.xml": b"<w/>"}),
    "ton.m4a": b"\0\0\0\x20ftypM4A \0\0",
    "ton.mp3": b"ID3\x04" + b"\0" * 20,
    "roh.mp3": b"\xff\xfb\x90\x00",
    "film.mp4": b"\0\0\0\x20ftypisom\0\0",
    "brief.odt": archive(**OPEN_DOCUMENT),
    "ton.ogg": b"OggS\0\x02",
    "bericht.pdf": b"%PDF-1.7\n%\xe2\xe3\n1 0 obj<</Type/Catalog>>endobj",
    "folien.pptx": archive(**OFFICE, **{"ppt/presentation.xml": b"<p/>"}),
    "notiz.txt": "\ufeffGrüße aus Köln.\r\n".encode(),
    "utf16.txt": "Grüße".encode("utf-16"),
    "film.vtt": b"WEBVTT\n\n00:00.000 --> 00:02.000\nGuten Abend.\n",
    "film.webm": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm",
    "zahlen.xlsx": archive(**OFFICE, **{"xl/workbook.xml": b"<x/>"}),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_that_are_what_they_are_called_are_accepted(name):
    file = named(name, DOCUMENTS[name])
    validate_document(file)
    assert file.tell() == 0


@pytest.mark.parametrize(
    "name", ["liste.html", "a.exe", "bericht.pdf.exe", "a.js", "a.svg", "a.docm", "ohne", "a.zip"]
)
def test_other_kinds_are_refused_by_name(name):
    assert reason(validate_document, name, DOCUMENTS["bericht.pdf"]) == "ending"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_program_is_refused_under_every_name(name):
    assert reason(validate_document, name, b"MZ\x90\x00\x03" + b"\0" * 200) == "content"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_web_page_is_refused_under_every_name(name):
    page = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"
    assert reason(validate_document, name, page) == "content"


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pptx", "odt", "ods"])
def test_any_other_archive_is_no_office_document(ending):
    assert reason(validate_document, f"brief.{ending}", archive(**{"evil.txt": b"x"})) == "content"


def test_one_kind_of_office_document_is_not_another():
    assert reason(validate_document, "brief.docx", DOCUMENTS["zahlen.xlsx"]) == "content"


def test_macros_are_refused():
    content = archive(**OFFICE, **{"word/document.xml": b"", "word/vbaProject.bin": b"\xd0\xcf"})
    assert reason(validate_document, "brief.docx", content) == "macros"


def test_a_page_hidden_in_front_of_a_pdf_is_refused():
    assert reason(validate_document, "a.pdf", b"<html>" + DOCUMENTS["bericht.pdf"]) == "content"
    assert reason(validate_document, "a.pdf", b"%PDF-1.7 <script>x</script>") == "content"


def test_a_document_over_the_size_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    assert reason(validate_document, "notiz.txt", b"x" * 11) == "size"


def test_a_character_cut_at_the_end_of_the_sample_does_not_make_text_binary():
    assert reason(validate_document, "notiz.txt", b"x" * (64 * 1024 - 1) + "ü".encode() * 5) == ""


@given(st.sampled_from(sorted(DOCUMENTS)), st.binary(max_size=300))
def test_any_bytes_under_any_name_are_judged_without_an_error(name, content):
    assert reason(validate_document, name, content) in {"", "content"}


@pytest.mark.django_db
def test_the_editors_forms_check_what_is_uploaded(admin_user, settings):
    from wagtail.documents import get_document_model
    from wagtail.documents.forms import get_document_form
    from wagtail.images import get_image_model
    from wagtail.images.forms import get_image_form

    images = get_image_form(get_image_model())
    form = images(
        {"title": "x"}, {"file": named("bild.png", picture("JPEG", comment=b"%PDF-1.7"))}, user=admin_user
    )
    assert form.errors["file"]
    hidden = named("bild.jpg", picture("JPEG", comment=b"%PDF-1.7"))
    assert "also holds" in images({"title": "x"}, {"file": hidden}, user=admin_user).errors["file"][0]
    assert (
        "file" not in images({"title": "x"}, {"file": named("bild.jpg", picture())}, user=admin_user).errors
    )
    documents = get_document_form(get_document_model())
    program = {"file": named("brief.pdf", b"MZ\x90")}
    assert "holds something else" in documents({"title": "x"}, program, user=admin_user).errors["file"][0]


@pytest.mark.django_db
def test_documents_are_handed_out_so_that_they_run_nowhere(client, tmp_path, settings):
    from wagtail.documents import get_document_model

    settings.MEDIA_ROOT = tmp_path
    document = get_document_model()(title="Liste", file=named("liste.csv", b"a;b"))
    document.save()
    response = client.get(document.url)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
