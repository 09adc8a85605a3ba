"""RSS feeds: what is in them, what never changes, and what they do not serve."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone
from lxml import html
from wagtail.models import PageViewRestriction

from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import ArticlePage, AuthorProfile, SiteSettings
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
BASE = "http://127.0.0.1:8000"


def texts(element, path: str) -> list[str]:
    return [found.text for found in element.findall(path, NAMESPACES)]


def only(element, path: str):
    (found,) = element.findall(path, NAMESPACES)
    return found


def test_an_item_says_what_the_article_says(politik, xml_at):
    anna, agency = world.make_author(), world.make_author("dpa", kind=AuthorProfile.Kind.AGENCY)
    article = world.make_article(
        politik, "Rat vertagt Brücke", lead="Der Rat hat vertagt.", authors=[anna, agency]
    )
    item = only(xml_at("/feed/"), "channel/item")
    assert only(item, "title").text == "Rat vertagt Brücke"
    assert only(item, "link").text == f"{BASE}{article.url}"
    assert only(item, "description").text == "Der Rat hat vertagt."
    assert texts(item, "dc:creator") == ["Anna Albers", "dpa"]
    assert only(item, "category").text == "Politik"
    assert parsedate_to_datetime(only(item, "pubDate").text) == article.published_at.replace(microsecond=0)


def test_dates_bear_the_offset_of_the_papers_time_zone(politik, xml_at):
    summer = timezone.now().replace(year=2025, month=7, day=1)
    world.make_article(politik, published_at=summer)
    assert only(xml_at("/feed/"), "channel/item/pubDate").text.endswith("+0200")


def test_the_guid_outlives_headline_slug_and_section(politik, sport, xml_at):
    article = world.make_article(politik)
    before = only(xml_at("/feed/"), "channel/item/guid")
    assert before.text == f"{BASE}/{article.number}"
    assert before.get("isPermaLink") == "false"
    article.title, article.readable_slug = "Ganz anders", "ganz-anders"
    article.save_revision().publish()
    article.move(sport, pos="last-child")
    item = only(xml_at("/feed/"), "channel/item")
    assert only(item, "guid").text == before.text
    assert only(item, "link").text.endswith(f"/sport/ganz-anders-{article.number}/")


def test_the_address_in_the_guid_leads_to_the_article(politik, reader):
    article = world.make_article(politik)
    assert reader.get(f"/{article.number}")["Location"] == article.url


def test_the_channel_introduces_the_paper(politik, xml_at):
    SiteSettings.objects.update(name="Küstenbote", description="Nachrichten & mehr", publisher="Bote GmbH")
    world.make_article(politik)
    channel = only(xml_at("/feed/"), "channel")
    assert only(channel, "title").text == "Küstenbote"
    assert only(channel, "link").text == f"{BASE}/"
    assert only(channel, "description").text == "Nachrichten & mehr"
    assert only(channel, "language").text == "de"
    assert only(channel, "copyright").text == "© Bote GmbH"
    assert only(channel, "atom:link").attrib == {
        "rel": "self",
        "type": "application/rss+xml",
        "href": f"{BASE}/feed/",
    }


def test_every_kind_of_list_has_its_own_feed(politik, sport, xml_at):
    anna, hafen = world.make_author(), world.make_topic()
    stadtrat = world.make_section("Stadtrat", parent=politik)
    ours = world.make_article(stadtrat, "Unser Artikel", authors=[anna], topics=[hafen])
    world.make_article(sport, "Ein anderer")
    for page, name in (
        (politik.url, "Politik"),
        (stadtrat.url, "Stadtrat"),
        (anna.url, "Anna Albers"),
        (hafen.url, "Hafen"),
    ):
        channel = only(xml_at(f"{page}feed/"), "channel")
        assert only(channel, "title").text == f"Testblatt: {name}"
        assert only(channel, "link").text == BASE + page
        assert texts(channel, "item/guid") == [f"{BASE}/{ours.number}"]
    assert len(texts(xml_at("/feed/"), "channel/item")) == 2


def test_every_page_links_to_feeds_that_answer(politik, page_at, reader):
    anna, hafen = world.make_author(), world.make_topic()
    article = world.make_article(politik, authors=[anna], topics=[hafen])
    for page in ("/", politik.url, article.url, anna.url, hafen.url, "/archiv/"):
        feeds = page_at(page).xpath('//link[@type="application/rss+xml"]/@href')
        assert feeds
        for feed in feeds:
            assert reader.get(feed)["Content-Type"] == "application/xml; charset=utf-8"


def test_the_newest_thirty_come_newest_first(politik, xml_at):
    articles = world.make_articles(32, politik)
    guids = texts(xml_at("/politik/feed/"), "channel/item/guid")
    assert guids == [f"{BASE}/{article.number}" for article in reversed(articles[2:])]


def test_an_edition_has_the_feed_of_its_language(politik, xml_at):
    front = founding.add_edition("en", "Test Paper")
    world.make_article(politik)
    section = world.make_section("Politics", parent=front)
    article = world.make_article(section, "Bridge postponed")
    channel = only(xml_at("/en/feed/"), "channel")
    assert only(channel, "language").text == "en"
    assert only(channel, "link").text == f"{BASE}/en/"
    assert texts(channel, "item/link") == [f"{BASE}/en/politics/bridge-postponed-{article.number}/"]
    assert "Read the whole article" in only(channel, "item/content:encoded").text


def test_the_lead_picture_comes_as_a_stored_jpeg_with_its_length(politik, picture, xml_at, reader):
    world.make_article(politik, lead_picture=picture, lead_picture_caption="Sturm am Deich")
    item = only(xml_at("/feed/"), "channel/item")
    enclosure, media = only(item, "enclosure"), only(item, "media:content")
    assert enclosure.get("url") == media.get("url")
    assert enclosure.get("type") == media.get("type") == "image/jpeg"
    stored = reader.get(enclosure.get("url").removeprefix(BASE))
    assert stored["Content-Type"] == "image/jpeg"
    assert len(b"".join(stored.streaming_content)) == int(enclosure.get("length"))
    assert (media.get("width"), media.get("height")) == ("960", "540")
    assert only(media, "media:description").text == "Sturm am Deich"
    assert only(media, "media:credit").text == "Ben Boje"
    shown = html.fragment_fromstring(only(item, "content:encoded").text, create_parent=True)
    assert shown.find(".//img").get("alt") == "Die Mole bei Sturm"
    assert shown.find(".//img").get("src") == enclosure.get("url")
    assert shown.find(".//figcaption").text_content() == "Sturm am Deich Foto: Ben Boje"


def test_a_picture_without_stored_sizes_is_left_out(politik, picture, xml_at):
    picture.renditions.all().delete()
    world.make_article(politik, lead_picture=picture)
    item = only(xml_at("/feed/"), "channel/item")
    assert item.find("enclosure") is None
    assert item.find("media:content", NAMESPACES) is None
    assert "<img" not in only(item, "content:encoded").text


def test_a_stored_size_whose_file_is_lost_has_no_enclosure(politik, picture, xml_at):
    for rendition in picture.renditions.all():
        rendition.file.storage.delete(rendition.file.name)
    world.make_article(politik, lead_picture=picture)
    assert only(xml_at("/feed/"), "channel/item").find("enclosure") is None


def test_paid_content_is_labelled_in_the_feed_too(politik, xml_at):
    world.make_article(politik, "Wärme aus Warrel", label=ArticlePage.Label.ADVERT)
    assert only(xml_at("/feed/"), "channel/item/title").text in (
        "Anzeige: Wärme aus Warrel",
        "Advertisement: Wärme aus Warrel",
    )


def test_an_article_without_a_lead_has_no_description(politik, xml_at):
    world.make_article(politik, lead="")
    assert only(xml_at("/feed/"), "channel/item").find("description") is None


def test_a_feed_of_nothing_is_a_feed(politik, xml_at):
    channel = only(xml_at("/politik/feed/"), "channel")
    assert only(channel, "title").text == "Testblatt: Politik"
    assert channel.find("item") is None


def test_drafts_and_what_was_taken_back_are_not_in_it(politik, xml_at):
    world.make_draft(politik)
    gone = world.make_article(politik)
    publishing.unpublish(gone)
    assert texts(xml_at("/feed/"), "channel/item") == []


def test_a_restricted_section_shows_nothing(politik, sport, xml_at, reader):
    world.make_article(politik, "Geheim")
    world.make_article(sport, "Offen")
    PageViewRestriction.objects.create(page=politik, restriction_type=PageViewRestriction.LOGIN)
    assert texts(xml_at("/feed/"), "channel/item/title") == ["Offen"]
    assert reader.get("/politik/feed/").status_code == 404


@pytest.mark.parametrize("spelling", ["/feed", "/politik/feed", "/politik//feed/"])
def test_odd_spellings_lead_to_the_feed_in_one_hop(politik, reader, spelling):
    right = "/politik/feed/" if "politik" in spelling else "/feed/"
    answer = reader.get(spelling)
    assert (answer.status_code, answer["Location"]) == (301, right)
    assert reader.get(right).status_code == 200


def test_what_has_no_feed_answers_404(politik, reader):
    article = world.make_article(politik)
    world.make_plain_page("Impressum")
    for page in (article.url, "/impressum/", "/archiv/", "/suche/", "/gibt-es-nicht/", "/autor/niemand/"):
        assert reader.get(f"{page}feed/").status_code == 404, page


def test_who_has_the_feed_already_gets_304_until_something_changes(politik, reader):
    article = world.make_article(politik)
    first = reader.get("/feed/")
    again = reader.get("/feed/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert reader.get("/feed/", headers={"if-none-match": f"W/{first['ETag']}"}).status_code == 304
    article.title = "Mit verbessertem Tippfehler"
    article.save_revision().publish()
    assert reader.get("/feed/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_date_alone_never_hides_that_an_article_was_taken_back(politik, reader):
    _first, second = world.make_articles(2, politik)
    before = reader.get("/feed/")
    publishing.unpublish(second)
    ahead = timezone.now() + timedelta(days=1)
    after = reader.get("/feed/", headers={"if-modified-since": f"{ahead:%a, %d %b %Y %H:%M:%S GMT}"})
    assert "Last-Modified" not in before
    assert after.status_code == 200


def test_a_feed_is_read_and_never_posted_to(politik, reader):
    assert reader.head("/feed/").status_code == 200
    assert reader.post("/feed/").status_code == 405


@pytest.mark.parametrize(
    "feed", ["/feed/", "/politik/feed/", "/autor/anna-albers/feed/", "/thema/hafen/feed/"]
)
def test_a_feed_needs_no_more_queries_for_more_articles(politik, picture, queries_for, feed):
    anna, hafen = world.make_author(), world.make_topic()
    world.make_articles(7, politik, authors=[anna], topics=[hafen], lead_picture=picture)
    few = queries_for(feed)
    ben = world.make_author("Ben Boje")
    world.make_articles(7, politik, authors=[ben, anna], topics=[hafen], lead_picture=picture)
    assert queries_for(feed) == few <= 10
