"""What sitemaps say besides addresses: pictures, the same in other editions, and the news of two days."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from presswerk.newsroom import renditions
from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries.parts import part_of
from presswerk.syndication.sitemaps import index
from tests import world
from tests.bake.property.clock import TurnedClock

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
BASE = "http://127.0.0.1:8000"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def sitemap_of(article: ArticlePage) -> str:
    """Where an article stands: PostgreSQL draws numbers on from test to test, so it need not be the first."""
    return index.path_of("articles", part_of(article.number))


def alternates(document, address: str) -> dict[str, str]:
    (url,) = [
        each for each in document.findall("s:url", NAMES) if each.find("s:loc", NAMES).text == BASE + address
    ]
    return {link.get("hreflang"): link.get("href") for link in url.findall("x:link[@rel='alternate']", NAMES)}


def test_the_lead_picture_is_named_as_the_page_shows_it(politik, picture, xml_at, page_at, queries_for):
    article = world.make_article(politik, lead_picture=picture)
    world.make_article(politik)
    sitemap = sitemap_of(article)
    document = xml_at(sitemap)
    (image,) = document.findall("s:url/image:image/image:loc", NAMES)
    assert image.text in [BASE + source for source in page_at(article.url).xpath("//figure//img/@src")]
    few = queries_for(sitemap)
    world.make_articles(3, politik, lead_picture=picture)
    assert queries_for(sitemap) == few <= 6
    picture.renditions.all().delete()
    assert b"image:" not in xml_at.__closure__[0].cell_contents.get(sitemap).content


def test_linked_editions_are_named_as_in_the_page(politik, xml_at, page_at):
    front = founding.add_edition("en", "Test Paper")
    english = world.make_section("Politics", parent=front)
    alone = world.make_article(politik)
    ours = world.make_article(politik)
    theirs = world.make_article(english, "Council meets", translation_key=ours.translation_key)
    document = xml_at(sitemap_of(ours))
    assert alternates(document, alone.url) == {}
    for article in (ours, theirs):
        links = page_at(article.url).xpath("//link[@rel='alternate'][@hreflang]")
        shown = {link.get("hreflang"): link.get("href") for link in links}
        assert alternates(document, article.url) == shown
        assert set(shown) == {"de", "en", "x-default"}
    publishing.unpublish(theirs)
    assert alternates(xml_at(sitemap_of(ours)), ours.url) == {}
    pages = xml_at("/sitemap-pages.xml")
    assert alternates(pages, "/") == alternates(pages, "/en/")
    assert set(alternates(pages, "/")) == {"de", "en", "x-default"}


def test_a_restricted_edition_is_not_named(politik, xml_at):
    front = founding.add_edition("en", "Test Paper")
    english = world.make_section("Politics", parent=front)
    ours = world.make_article(politik)
    world.make_article(english, translation_key=ours.translation_key)
    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)
    assert alternates(xml_at(sitemap_of(ours)), ours.url) == {}


# News --------------------------------------------------------------------------------------------
def is_named(xml_at) -> bool:
    named = xml_at("/sitemap.xml").findall("s:sitemap/s:loc", NAMES)
    return f"{BASE}/sitemap-news.xml" in [each.text for each in named]


def news(document) -> list[dict[str, str]]:
    return [
        {
            "loc": url.find("s:loc", NAMES).text,
            **{
                each.tag.split("}")[1]: each.text for each in url.find("news:news", NAMES).iter() if each.text
            },
        }
        for url in document.findall("s:url", NAMES)
    ]


def test_news_of_all_editions_are_listed_with_what_google_asks_for(politik, xml_at):
    front = founding.add_edition("en", "Test Paper")
    english = world.make_section("Politics", parent=front)
    first = world.make_article(politik, "Rat & Brücke", published_at=timezone.now() - timedelta(hours=3))
    second = world.make_article(english, "Council meets")
    newest, older = news(xml_at("/sitemap-news.xml"))
    assert (newest["loc"], newest["language"], newest["title"]) == (BASE + second.url, "en", "Council meets")
    assert (older["loc"], older["language"], older["title"]) == (BASE + first.url, "de", "Rat & Brücke")
    assert older["name"] == "Testblatt"
    moment = timezone.localtime(first.published_at, timezone.get_default_timezone())
    assert older["publication_date"] == moment.isoformat(timespec="seconds")
    assert is_named(xml_at)


def test_news_older_than_two_days_leave_by_themselves(politik, xml_at, monkeypatch):
    from presswerk import bake

    clock = TurnedClock(monkeypatch)
    article = world.make_article(politik, published_at=timezone.now() - timedelta(hours=47))
    world.make_article(politik, published_at=timezone.now() - timedelta(hours=49))
    with bake.collecting() as collected:
        assert len(news(xml_at("/sitemap-news.xml"))) == 1
    assert collected.expires_at == article.published_at + timedelta(hours=48)
    with bake.collecting() as collected:
        assert is_named(xml_at)
    assert collected.expires_at == article.published_at + timedelta(hours=48)
    clock.forward(61)
    # It stays at its address, empty, for whoever was told of it by hand.
    assert news(xml_at("/sitemap-news.xml")) == []
    assert not is_named(xml_at)


def test_what_was_paid_for_taken_back_or_restricted_is_no_news(politik, sport, xml_at):
    world.make_article(politik, label=ArticlePage.Label.ADVERT)
    publishing.unpublish(world.make_article(politik))
    world.make_article(sport)
    PageViewRestriction.objects.create(page=sport, restriction_type=PageViewRestriction.LOGIN)
    assert news(xml_at("/sitemap-news.xml")) == []


def test_there_are_a_thousand_at_most(politik, xml_at, monkeypatch, queries_for):
    assert index.MOST_NEWS == 1_000
    monkeypatch.setattr(index, "MOST_NEWS", 3)
    articles = world.make_articles(5, politik)
    found = news(xml_at("/sitemap-news.xml"))
    assert [each["loc"] for each in found] == [BASE + article.url for article in articles[:1:-1]]
    few = queries_for("/sitemap-news.xml")
    monkeypatch.setattr(index, "MOST_NEWS", 5)
    assert queries_for("/sitemap-news.xml") == few <= 6


def test_the_size_that_is_named_is_one_that_pages_show():
    from presswerk.newsroom.queries.public_addresses import PICTURE_SPEC

    assert PICTURE_SPEC in renditions.FIRST_SPECS
