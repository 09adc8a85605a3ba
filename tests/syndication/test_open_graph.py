"""What a messenger shows of a link to the paper."""

from datetime import UTC, datetime

import pytest

from presswerk.newsroom.models import SiteSettings
from tests import world

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def cards_at(page_at):
    """The page's properties as {name: content}; a name that comes more than once has its last content."""

    def read(address: str) -> dict[str, str]:
        found = page_at(address).xpath("//head/meta[@property or starts-with(@name, 'twitter:')]")
        return {meta.get("property") or meta.get("name"): meta.get("content") for meta in found}

    return read


def test_an_article_shows_headline_lead_and_picture(politik, picture, cards_at, reader):
    moment = datetime(2026, 7, 5, 8, 0, tzinfo=UTC)
    article = world.make_article(
        politik,
        'Rat vertagt "Brücke" & Tunnel',
        lead="Der Rat hat vertagt.",
        lead_picture=picture,
        topics=[world.make_topic()],
        published_at=moment,
    )
    cards = cards_at(article.url)
    image = cards.pop("og:image")
    assert cards == {
        "og:title": 'Rat vertagt "Brücke" & Tunnel',
        "og:type": "article",
        "og:url": BASE + article.url,
        "og:site_name": "Testblatt",
        "og:locale": "de_DE",
        "og:description": "Der Rat hat vertagt.",
        "og:image:type": "image/jpeg",
        "og:image:width": "960",
        "og:image:height": "540",
        "og:image:alt": "Die Mole bei Sturm",
        "article:published_time": "2026-07-05T10:00:00+02:00",
        "article:modified_time": "2026-07-05T10:00:00+02:00",
        "article:section": "Politik",
        "article:tag": "Hafen",
        "twitter:card": "summary_large_image",
    }
    assert reader.get(image.removeprefix(BASE))["Content-Type"] == "image/jpeg"


def test_without_a_picture_the_card_is_a_small_one(politik, cards_at):
    cards = cards_at(world.make_article(politik).url)
    assert cards["twitter:card"] == "summary"
    assert "og:image" not in cards


def test_every_kind_of_page_has_its_card(politik, cards_at):
    SiteSettings.objects.update(description="Nachrichten von der Küste.")
    anna, hafen = world.make_author(), world.make_topic()
    world.make_article(politik, authors=[anna], topics=[hafen])
    impressum = world.make_plain_page("Impressum")
    kinds = {"/": "website", politik.url: "website", anna.url: "profile", hafen.url: "website"}
    for address, kind in {**kinds, impressum.url: "website", "/archiv/": "website"}.items():
        cards = cards_at(address)
        assert cards["og:type"] == kind
        assert cards["og:url"] == BASE + address
        assert cards["og:title"]
        assert cards["og:description"]


def test_the_address_is_our_own_even_where_the_text_appeared_elsewhere_first(politik, cards_at):
    article = world.make_article(politik, canonical_source="https://other.example/text")
    assert cards_at(article.url)["og:url"] == BASE + article.url


def test_errors_and_results_of_a_search_have_no_card(politik, cards_at, reader):
    assert cards_at("/suche/?q=Rat") == {}
    assert b"og:title" not in reader.get("/gibt-es-nicht/").content
