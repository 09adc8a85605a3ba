"""A picture with its stored sizes, and ways to read what other programs read."""

import json
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree, html
from PIL import Image as Pillow


@pytest.fixture
def picture(db):
    """A picture whose JPEG sizes the worker has made."""
    from presswerk.newsroom import renditions
    from presswerk.newsroom.models import Image

    content = BytesIO()
    Pillow.new("RGB", (1600, 900), "#345").save(content, "JPEG")
    image = Image(title="Mole", description="Die Mole bei Sturm", caption="Sturm am Abend", credit="Ben Boje")
    image.file = ImageFile(BytesIO(content.getvalue()), name="Mole bei Sturm.JPG")
    image._set_image_file_metadata()
    image.save()
    for shape in renditions.SHAPES:
        for spec in renditions.specs_of(shape, renditions.FALLBACK):
            image.get_rendition(spec)
    return image


@pytest.fixture
def site(paper):
    """The paper's site as readers' pages find it, with its settings."""
    from presswerk.newsroom import addresses

    return lambda: addresses.roots()[0].site


@pytest.fixture
def being_found(paper):
    """Change the publisher's settings of being found."""
    from wagtail.models import Site

    from presswerk.syndication.models import SyndicationSettings

    def change(**fields) -> SyndicationSettings:
        site = Site.objects.get(is_default_site=True)
        return SyndicationSettings.objects.update_or_create(site=site, defaults=fields)[0]

    return change


@pytest.fixture
def xml_at(reader):
    """The document at an address, read as strictly as XML demands."""

    def read(address: str) -> etree._Element:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        return etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))

    return read


@pytest.fixture
def page_at(reader):
    """The HTML page at an address."""

    def read(address: str) -> html.HtmlElement:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        return html.document_fromstring(answer.content, parser=html.HTMLParser(encoding="utf-8"))

    return read


@pytest.fixture
def data_at(page_at):
    """The JSON-LD of a page as {type: data}."""

    def read(address: str) -> dict[str, dict]:
        blocks = page_at(address).xpath('//script[@type="application/ld+json"]/text()')
        data = [json.loads(block) for block in blocks]
        assert all(block["@context"] == "https://schema.org" for block in data)
        return {block["@type"]: block for block in data}

    return read


@pytest.fixture
def queries_for(reader):
    """How many queries a warm request costs."""

    def count(address: str) -> int:
        reader.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(address).status_code == 200, address
        return len(captured)

    return count
