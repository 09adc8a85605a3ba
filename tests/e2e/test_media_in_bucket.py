"""A served newspaper with its files in a bucket: Django brings a copy, then the front answers by itself."""

import json
import re
import shutil
import subprocess

import pytest

from tests.e2e import newspapers
from tests.s3 import SECRET, Bucket, s3_server

STORE = """
from io import BytesIO
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from presswerk.newsroom import pictures
from presswerk.newsroom.models import Image
data = BytesIO()
PillowImage.radial_gradient("L").resize((1400, 900)).convert("RGB").save(data, "JPEG")
picture = Image.objects.create(title="Fähre", credit="Foto", file=ImageFile(data, name="faehre.jpg"))
pictures.make_at_once(picture)
# Its files are everybody's as long as something public shows it.
from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import ArticlePage, SectionPage
section = SectionPage(title="Hafen", slug="hafen")
founding.found().add_child(instance=section)
publishing.publish(section)
article = ArticlePage(title="Die Fähre fährt", lead_picture=picture)
section.add_child(instance=article)
publishing.publish(article)
import json
import shutil
import subprocess
print(json.dumps({"url": picture.renditions.first().url, "original": picture.file.name}))
"""


@pytest.fixture(scope="module")
def bucket():
    with s3_server() as address:
        yield Bucket(address)


def test_the_front_answers_from_a_copy_once_it_is_there(bucket, tmp_path_factory):
    data = newspapers.copy_of("founded", tmp_path_factory.mktemp("bucket"))
    (data / "presswerk.toml").write_text(f'media_url = "{bucket.url()}"\n')
    stored = json.loads(newspapers.python(data, STORE).strip().splitlines()[-1])
    assert all(name.startswith("media/") for name in bucket.names())
    assert not (data / "media").exists() or not any((data / "media").iterdir())
    with newspapers.serving(data) as paper:
        first, second = paper.get(stored["url"]), paper.get(stored["url"])
        assert (first.status, second.status) == (200, 200)
        assert first.body == second.body  # type: ignore[attr-defined]
        assert first.getheader("etag") == second.getheader("etag")
        # Django brings the copy while it says who may have the file; the front answers from it at once.
        assert "hit; detail=file" in first.getheader("cache-status", "")
        assert "hit; detail=file" in second.getheader("cache-status", "")
        assert paper.get(f"/media/{stored['original']}").status == 404
        assert f"bucket {bucket.name}: files can be stored" in paper.run("doctor", "--json")


def content_of(page: bytes) -> list[bytes]:
    """The words that are read. Icons and sizes of pictures come into the page as they are made."""
    return re.sub(rb"<[^>]*>", b" ", page[page.index(b"<main") :]).split()


def test_a_backup_says_what_is_not_in_it_and_a_restored_newspaper_finds_the_bucket(bucket, tmp_path):
    data = newspapers.copy_of("founded", tmp_path / "paper")
    (data / "presswerk.toml").write_text(f'media_url = "{bucket.url("kept")}"\n')
    stored = json.loads(newspapers.python(data, STORE).strip().splitlines()[-1])
    with newspapers.serving(data) as paper:
        page, picture = (paper.get(path).body for path in ("/hafen/", stored["url"]))  # type: ignore[attr-defined]
        made = said(data, "backup", str(tmp_path / "paper.tar"))
    verified = said(data, "backup", "verify", str(tmp_path / "paper.tar"))
    shutil.rmtree(data)
    restored = said(data, "restore", str(tmp_path / "paper.tar"))

    warning = f"not in it: they lie in the bucket {bucket.name}/kept, which needs its own copy."
    assert [warning in text for text in (made, verified, restored)] == [True] * 3
    assert SECRET not in made + verified + restored
    assert not (data / "media").exists() or not any((data / "media").iterdir())
    with newspapers.serving(data) as paper:
        assert content_of(paper.get("/hafen/").body) == content_of(page)  # type: ignore[attr-defined]
        assert paper.get(stored["url"]).body == picture  # type: ignore[attr-defined]


def said(data, *arguments):
    """What the command told on standard error."""
    done = subprocess.run(
        [*newspapers.COMMAND, *arguments],
        env=newspapers.environment(data) | {"LANGUAGE": "en"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr
