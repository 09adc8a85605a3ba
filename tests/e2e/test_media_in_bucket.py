"""A served newspaper with its files in a bucket: Django brings a copy, then the front answers by itself."""

import json

import pytest

from tests.e2e import newspapers
from tests.s3 import Bucket, s3_server

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
