"""Atom, JSON Feed, the feed of corrections, whole articles, and what a browser shows of a feed."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree, html

from presswerk.newsroom.actions import correcting, founding, publishing
from presswerk.newsroom.models import SiteSettings
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ATOM = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}
BASE = "http://127.0.0.1:8000"
PUBLISHED = datetime(2026, 7, 5, 8, 0, tzinfo=UTC)
HUB = "https://hub.example/push?a=1&b=2"


@pytest.fixture
def json_at(reader):
    """A JSON Feed, checked for what version 1.1 demands of each."""

    def read(address: str) -> dict:
        answer = reader.get(address)
        assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
        feed = json.loads(answer.content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == BASE + address
        for item in feed["items"]:
            assert item["id"]
            assert item["content_html"]
            assert datetime.fromisoformat(item["date_published"]).utcoffset() is not None
            assert all(author["name"] for author in item.get("authors", ()))
        return feed

    return read


@pytest.fixture
def atom_at(xml_at):
    """An Atom feed, checked for what RFC 4287 demands of each (4.1.1, 4.1.2)."""

    def read(address: str) -> etree._Element:
        feed = xml_at(address)
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
        for element in (feed, *feed.findall("a:entry", ATOM)):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"a:{name}", ATOM)) == 1, name
            assert datetime.fromisoformat(element.find("a:updated", ATOM).text).utcoffset() is not None
            alternates = element.findall("a:link[@rel='alternate']", ATOM)
            assert len({(link.get("type"), link.get("hreflang")) for link in alternates}) == len(alternates)
        assert feed.find("a:author/a:name", ATOM).text
        assert feed.find("a:link[@rel='self']", ATOM).get("href") == BASE + address
        return feed

    return read


def test_atom_and_json_say_what_the_article_says(politik, picture, atom_at, json_at):
    anna = world.make_author()
    article = world.make_article(
        politik, 'Rat & "Brücke"', lead="<b>Vertagt</b>", authors=[anna], lead_picture=picture,
        published_at=PUBLISHED, updated_at=PUBLISHED + timedelta(hours=1),
    )  # fmt: skip
    entry = atom_at("/feed.atom").find("a:entry", ATOM)
    (item,) = json_at("/feed.json")["items"]
    assert entry.find("a:id", ATOM).text == item["id"] == f"{BASE}/{article.number}"
    assert entry.find("a:title", ATOM).text == item["title"] == article.title
    assert entry.find("a:summary", ATOM).text == item["summary"] == "<b>Vertagt</b>"
    assert entry.find("a:link[@rel='alternate']", ATOM).get("href") == item["url"] == BASE + article.url
    assert entry.find("a:published", ATOM).text == item["date_published"] == "2026-07-05T10:00:00+02:00"
    assert entry.find("a:updated", ATOM).text == item["date_modified"] == "2026-07-05T11:00:00+02:00"
    person = entry.find("a:author", ATOM)
    assert item["authors"] == [{"name": "Anna Albers", "url": f"{BASE}{anna.url}"}]
    assert person.find("a:name", ATOM).text == "Anna Albers"
    assert person.find("a:uri", ATOM).text == BASE + anna.url
    assert entry.find("a:category", ATOM).get("term") == item["tags"][0] == "Politik"
    content = entry.find("a:content", ATOM)
    assert content.get("type") == "html"
    assert content.text == item["content_html"]
    assert "&lt;b&gt;Vertagt" in content.text
    enclosure = entry.find("a:link[@rel='enclosure']", ATOM)
    assert enclosure.get("href") == item["image"]


@pytest.mark.parametrize("suffix", ["feed.atom", "feed.json"])
def test_every_kind_of_list_has_each_format(politik, atom_at, json_at, reader, suffix):
    SiteSettings.objects.update(publisher="Bote GmbH")
    anna, hafen = world.make_author(), world.make_topic()
    article = world.make_article(politik, authors=[anna], topics=[hafen])
    for page in ("/", politik.url, anna.url, hafen.url):
        if suffix == "feed.json":
            feed = json_at(page + suffix)
            assert [item["id"] for item in feed["items"]] == [f"{BASE}/{article.number}"]
            assert feed["home_page_url"] == BASE + page
        else:
            feed = atom_at(page + suffix)
            assert [each.text for each in feed.findall("a:entry/a:id", ATOM)] == [f"{BASE}/{article.number}"]
            assert feed.find("a:author/a:name", ATOM).text == "Bote GmbH"
    assert reader.get(f"/{suffix}/")["Location"] == f"/{suffix}"
    assert reader.get(f"{article.url}{suffix}").status_code == 404


def test_the_papers_icon_is_named_once_it_is_made(politik, atom_at, json_at):
    assert atom_at("/feed.atom").find("a:icon", ATOM) is None
    assert "icon" not in json_at("/feed.json")
    world.run_tasks("slow")
    assert atom_at("/feed.atom").find("a:icon", ATOM).text == f"{BASE}/apple-touch-icon.png"
    assert json_at("/feed.json")["icon"] == f"{BASE}/icon-512.png"
    assert json_at("/feed.json")["favicon"] == f"{BASE}/apple-touch-icon.png"


def test_empty_feeds_are_feeds(politik, atom_at, json_at):
    assert atom_at("/politik/feed.atom").find("a:entry", ATOM) is None
    assert json_at("/politik/feed.json")["items"] == []


@pytest.mark.parametrize("address", ["/feed.atom", "/feed.json", "/corrections.rss"])
def test_who_has_it_already_gets_304(politik, reader, address):
    article = world.make_article(politik)
    etag = reader.get(address)["ETag"]
    assert reader.get(address, headers={"if-none-match": etag}).status_code == 304
    correcting.correct(article, "Der Name war falsch.")
    assert reader.get("/corrections.rss", headers={"if-none-match": etag}).status_code == 200


def test_corrections_have_a_feed_of_their_own(politik, atom_at, json_at, xml_at, reader):
    founding.add_edition("en", "Test Paper")
    article, draft = world.make_article(politik, "Rat vertagt"), world.make_article(politik)
    correcting.correct(article, "Der Name war falsch.", at=PUBLISHED)
    correcting.correct(article, "Auch das Datum.", at=PUBLISHED + timedelta(days=1))
    correcting.correct(draft, "Von einem, der zurückgezogen ist.")
    publishing.unpublish(draft)
    newest, first = json_at("/corrections.json")["items"]
    assert newest["title"] in ("Korrektur: Rat vertagt", "Correction: Rat vertagt")
    assert (newest["summary"], first["summary"]) == ("Auch das Datum.", "Der Name war falsch.")
    assert first["date_published"] == "2026-07-05T10:00:00+02:00"
    assert newest["id"] != first["id"]
    assert len(atom_at("/corrections.atom").findall("a:entry", ATOM)) == 2
    assert len(xml_at("/corrections.rss").findall("channel/item")) == 2
    assert xml_at("/en/corrections.rss").findall("channel/item") == []
    assert reader.get("/politik/corrections.rss").status_code == 404


def test_all_feeds_can_be_found_from_the_pages(politik, page_at, reader):
    article = world.make_article(politik)
    for page, own in (("/", "/"), (politik.url, politik.url), (article.url, politik.url)):
        links = {
            link.get("href"): link.get("type")
            for link in page_at(page).xpath('//link[@rel="alternate"][@type]')
        }
        expected = {f"{own}feed/": "rss", f"{own}feed.atom": "atom", f"{own}feed.json": "feed+json"}
        expected |= {"/corrections.rss": "rss"} if page == "/" else {"/feed/": "rss"}
        assert {href: kind.split("/")[1].removesuffix("+xml") for href, kind in links.items()} == expected
        for href, kind in links.items():
            sent = "application/xml" if kind.endswith("+xml") else kind
            assert reader.get(href)["Content-Type"] == f"{sent}; charset=utf-8"
    assert not page_at("/suche/?q=x").xpath('//link[@type="application/feed+json"]')


BODY = [
    ("text", '<p>Erst <a href="/politik/">hier</a>.</p>'),
    ("subhead", {"text": "Dann", "level": "2"}),
    ("pull_quote", {"text": "So nicht", "speaker": "Anna", "speaker_role": ""}),
    ("embed", {"url": "https://www.youtube.com/watch?v=abcdefghijk", "title": "Film", "caption": ""}),
    ("live_update", {"at": PUBLISHED, "headline": "Vertagt", "text": "<p>Eben.</p>"}),
]


def test_feeds_hold_whole_articles_where_the_publisher_wants_it(
    politik, picture, being_found, json_at, xml_at
):
    article = world.make_article(politik, body=[*BODY, ("picture", {"picture": picture, "size": "column"})])
    assert "So nicht" not in json_at("/feed.json")["items"][0]["content_html"]
    being_found(feed_text="full")
    content = json_at("/feed.json")["items"][0]["content_html"]
    shown = html.fragment_fromstring(content, create_parent=True)
    for words in (article.lead, "Erst hier.", "Dann", "So nicht", "Vertagt", "Eben.", "Film"):
        assert words in shown.text_content()
    assert shown.xpath("//a/@href")[0] == f"{BASE}/politik/"
    assert shown.find(".//img").get("src").startswith(f"{BASE}/media/pictures/")
    assert shown.find(".//img").get("alt") == picture.description
    assert not shown.xpath("//svg | //script | //style | //button | //@class | //@id | //@srcset")
    assert all(each.startswith("http") for each in shown.xpath("//@href | //@src"))
    item = xml_at("/feed/").find(
        "channel/item/content:encoded", {"content": "http://purl.org/rss/1.0/modules/content/"}
    )
    assert item.text == content


def test_whole_articles_need_no_more_queries_for_more_of_them(politik, picture, being_found, queries_for):
    being_found(feed_text="full")
    body = [*BODY, ("picture", {"picture": picture, "size": "column"})]
    for _number in range(3):
        world.make_article(politik, body=body, lead_picture=picture)
    few = queries_for("/feed/")
    for _number in range(3):
        world.make_article(politik, body=body, lead_picture=picture)
    assert queries_for("/feed/") == few <= 14


def test_a_correction_feed_needs_no_more_queries_for_more_corrections(politik, queries_for):
    articles = world.make_articles(4, politik)
    correcting.correct(articles[0], "Falsch.")
    few = queries_for("/corrections.rss")
    for article in articles:
        correcting.correct(article, "Auch falsch.")
    assert queries_for("/corrections.rss") == few <= 8


def test_hubs_are_named_in_every_format_and_in_the_header(
    politik, being_found, atom_at, json_at, xml_at, reader
):
    assert "Link" not in reader.get("/feed/")
    assert json_at("/feed.json").get("hubs") is None
    being_found(hubs=HUB)
    assert json_at("/feed.json")["hubs"] == [{"type": "WebSub", "url": HUB}]
    assert atom_at("/feed.atom").find("a:link[@rel='hub']", ATOM).get("href") == HUB
    assert xml_at("/feed/").find("channel/a:link[@rel='hub']", ATOM).get("href") == HUB
    assert reader.get("/feed.json")["Link"] == f'<{HUB}>; rel="hub", <{BASE}/feed.json>; rel="self"'


@pytest.mark.parametrize("address", ["/feed/", "/feed.atom"])
def test_a_browser_gets_a_style_sheet_and_links_of_our_own(politik, reader, address):
    article = world.make_article(politik)
    answer = reader.get(address)
    document = etree.fromstring(answer.content).getroottree()
    (style,) = document.xpath("/processing-instruction('xml-stylesheet')")
    assert style.get("type") == "text/css"
    assert style.get("href").startswith("/static/syndication/feed")
    sheet = reader.get(style.get("href"))
    assert sheet["Content-Type"].startswith("text/css")
    assert b"url(" not in b"".join(sheet.streaming_content)
    assert "style-src 'self'" in answer["Content-Security-Policy"]
    links = document.xpath("//h:a/@href", namespaces=ATOM)
    assert links == [f"{BASE}/", BASE + article.url]


def test_whole_articles_have_their_footnotes_below_them(politik, being_found, json_at):
    being_found(feed_text="full")
    text = '<p>Ein Satz.<span data-footnote="">Akte <b>3</b></span></p>'
    world.make_article(politik, body=[("text", text)])
    feed = json_at("/feed.json")["items"][0]["content_html"]
    assert "<p>Ein Satz.<sup>[1]</sup></p>" in feed
    assert "<hr><ol><li>Akte <b>3</b></li></ol>" in feed
