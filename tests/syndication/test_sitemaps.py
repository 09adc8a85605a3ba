"""The sitemap: every public address, nothing else, in shards that stay the same, for the same price."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from lxml import etree
from wagtail.models import Page, PageViewRestriction, Site

from presswerk.newsroom.actions import correcting, founding, publishing
from presswerk.newsroom.models import ArticleNumber, ArticlePage, SectionPage
from presswerk.newsroom.queries import public_addresses
from presswerk.newsroom.queries.parts import part_of
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
BASE = "http://127.0.0.1:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

# The protocol of sitemaps.org, version 0.9, as far as we use it: what must be there, in which order.
SCHEMA = etree.RelaxNG(
    etree.fromstring(
        """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.sitemaps.org/schemas/sitemap/0.9"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><choice>
    <element name="sitemapindex"><oneOrMore><element name="sitemap"><ref name="line"/></element></oneOrMore></element>
    <element name="urlset"><oneOrMore><element name="url"><ref name="line"/></element></oneOrMore></element>
  </choice></start>
  <define name="line">
    <element name="loc"><data type="anyURI"><param name="minLength">12</param><param name="maxLength">2048</param></data></element>
    <optional><element name="lastmod"><data type="dateTime"/></element></optional>
    <zeroOrMore>
      <element name="link" ns="http://www.w3.org/1999/xhtml">
        <attribute name="rel"><value>alternate</value></attribute><attribute name="hreflang"/>
        <attribute name="href"><data type="anyURI"/></attribute>
      </element>
    </zeroOrMore>
    <optional>
      <element name="image" ns="http://www.google.com/schemas/sitemap-image/1.1">
        <element name="loc"><data type="anyURI"/></element>
      </element>
    </optional>
    <optional>
      <element name="news" ns="http://www.google.com/schemas/sitemap-news/0.9">
        <element name="publication">
          <element name="name"><data type="string"><param name="minLength">1</param></data></element>
          <element name="language"><data type="language"/></element>
        </element>
        <element name="publication_date"><data type="dateTime"/></element>
        <element name="title"><data type="string"><param name="minLength">1</param></data></element>
      </element>
    </optional>
  </define>
</grammar>
"""  # noqa: E501
    )
)


@pytest.fixture
def lines_at(xml_at):
    """A sitemap as {path: lastmod or None}; valid, and each address once."""

    def read(address: str) -> dict[str, datetime | None]:
        document = xml_at(address)
        SCHEMA.assertValid(document)
        lines = [(line.findtext(f"{SITEMAP}loc"), line.findtext(f"{SITEMAP}lastmod")) for line in document]
        assert all(loc.startswith(f"{BASE}/") for loc, _moment in lines)
        found = {
            loc.removeprefix(BASE): datetime.fromisoformat(moment) if moment else None
            for loc, moment in lines
        }
        assert len(found) == len(lines)
        return found

    return read


@pytest.fixture
def whole_sitemap(lines_at):
    """All addresses of all sitemaps that the index names."""

    def read() -> dict[str, datetime | None]:
        return {
            path: moment
            for sitemap in lines_at("/sitemap.xml")
            for path, moment in lines_at(sitemap).items()
            if sitemap != "/sitemap-news.xml"  # whose articles stand in the others, too
        }

    return read


# What no search engine should hold: the staff's pages, results of a search, files.
OUTSIDE = (
    "/admin/", "/account/", "/comment/", "/suche/", "/search/", "/en/search/", "/media/", "/documents/",
)  # fmt: skip
OUTSIDE_THE_TREE = ("/comments/rules/", "/comments/data/", "/comments/contact/", "/barrierefreiheit/")


def shard_of(article: ArticlePage) -> str:
    """The sitemap that holds an article; numbers begin anywhere, as no number is ever given out twice."""
    return f"/sitemap-articles-{part_of(article.number)}.xml"


def crawl(page_at) -> set[str]:
    """The paths of all pages that a reader can reach from the front, without further pages of lists."""
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        links = page_at(path).xpath("//a/@href")
        waiting += [link for link in links if link.startswith("/") and not {"?", "#"} & set(link)]
        waiting = [link for link in waiting if not link.startswith(OUTSIDE) and not link.endswith("/feed/")]
    return seen


def test_every_address_that_a_reader_can_reach_is_in_it_and_answers(
    politik, sport, page_at, reader, whole_sitemap
):
    stadtrat = world.make_section("Stadtrat", parent=politik)
    anna, ben = world.make_author(), world.make_author("Ben Boje")
    hafen, tor = world.make_topic(), world.make_topic("Tor")
    berlin = ZoneInfo("Europe/Berlin")
    for place, author, topic, day in (
        (politik, anna, hafen, datetime(2025, 12, 31, 23, 59, tzinfo=berlin)),
        (stadtrat, anna, hafen, datetime(2026, 1, 1, 0, 0, tzinfo=berlin)),
        (sport, ben, tor, datetime(2026, 2, 3, 12, 0, tzinfo=berlin)),
    ):
        world.make_article(place, authors=[author], topics=[topic], published_at=day)
    impressum = world.make_plain_page("Impressum")
    world.make_plain_page("Anfahrt", parent=impressum)
    english = founding.add_edition("en", "Test Paper")
    world.make_article(world.make_section("Politics", parent=english))
    listed = whole_sitemap()
    assert crawl(page_at) <= set(listed)
    # What no menu names is public all the same.
    assert {"/impressum/", "/impressum/anfahrt/"} <= set(listed)
    for path in listed:
        assert reader.get(path).status_code == 200, path
        canonical = page_at(path).xpath('//link[@rel="canonical"]/@href')
        assert canonical == [BASE + path]


def test_it_holds_every_article_at_its_own_address(politik, sport, lines_at):
    stadtrat = world.make_section("Stadtrat", parent=politik)
    articles = [world.make_article(place) for place in (politik, stadtrat, sport)]
    assert set(lines_at(shard_of(articles[0]))) == {article.url for article in articles}


def test_lastmod_is_the_publication_the_update_or_the_correction(politik, lines_at):
    published = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    plain = world.make_article(politik, published_at=published)
    updated = world.make_article(politik, published_at=published, updated_at=published + timedelta(hours=2))
    corrected = world.make_article(politik, published_at=published, updated_at=published + timedelta(hours=2))
    for hours in (5, 3):
        correcting.correct(corrected, "Der Name war falsch.", at=published + timedelta(hours=hours))
    lines = lines_at(shard_of(plain))
    assert lines[plain.url] == published
    assert lines[updated.url] == published + timedelta(hours=2)
    assert lines[corrected.url] == published + timedelta(hours=5)
    assert lines[plain.url].utcoffset() == timedelta(hours=1)


def test_a_typing_error_put_right_is_no_change_in_substance(politik, lines_at):
    article = world.make_article(politik, published_at=timezone.now() - timedelta(days=3))
    before = lines_at(shard_of(article))
    article.lead = "Der Rat hat beraten."
    article.save_revision().publish()
    assert lines_at(shard_of(article)) == before


def test_fronts_sections_authors_and_topics_change_with_their_newest_article(politik, sport, lines_at):
    anna, hafen = world.make_author(), world.make_topic()
    moment = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    world.make_article(politik, authors=[anna], topics=[hafen], published_at=moment - timedelta(days=1))
    world.make_article(politik, authors=[anna], topics=[hafen], published_at=moment)
    pages = lines_at("/sitemap-pages.xml")
    assert pages["/"] == pages["/politik/"] == moment
    assert pages["/sport/"] is None
    assert lines_at("/sitemap-authors-0.xml") == {anna.url: moment}
    assert lines_at("/sitemap-topics-0.xml") == {hafen.url: moment}


def test_drafts_what_was_taken_back_and_what_has_no_article_are_not_in_it(politik, reader, whole_sitemap):
    anna, hafen = world.make_author(), world.make_topic()
    draft = world.make_draft(politik, authors=[anna], topics=[hafen])
    gone = world.make_article(politik, authors=[anna], topics=[hafen])
    publishing.unpublish(gone)
    deleted = world.make_article(politik)
    deleted.delete()
    assert set(whole_sitemap()) == {"/", "/politik/", "/archiv/", *OUTSIDE_THE_TREE}
    assert reader.get(shard_of(draft)).status_code == 404


def test_what_not_everybody_may_read_is_not_in_it(politik, sport, reader, whole_sitemap):
    anna, ben = world.make_author(), world.make_author("Ben Boje")
    hafen = world.make_topic()
    day = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    world.make_article(politik, authors=[anna], topics=[hafen], published_at=day)
    open_one = world.make_article(sport, authors=[ben], published_at=day + timedelta(days=40))
    PageViewRestriction.objects.create(page=politik, restriction_type=PageViewRestriction.LOGIN)
    listed = set(whole_sitemap())
    assert listed == {
        "/", "/sport/", "/archiv/", *OUTSIDE_THE_TREE, open_one.url, ben.url, "/archiv/2026/02/",
        "/archiv/2026/02/14/",
    }  # fmt: skip
    assert all(reader.get(path).status_code == 200 for path in listed)


def test_a_shard_holds_ten_thousand_numbers_and_stays_the_same(politik, reader, lines_at):
    first = world.make_article(politik)
    before = reader.get(shard_of(first)).content
    ArticleNumber.claim([first.number + 25_000])
    second = world.make_article(politik)
    assert list(lines_at(shard_of(first))) == [first.url]
    assert list(lines_at(shard_of(second))) == [second.url]
    assert reader.get(shard_of(first)).content == before
    articles = [path for path in lines_at("/sitemap.xml") if "articles" in path]
    assert articles == [shard_of(first), shard_of(second)]


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-articles-99999.xml", "/sitemap-articles-00.xml", "/sitemap-articles-99999999999999.xml",
        "/sitemap-articles-999999999999999999999.xml", "/sitemap-archive-1999.xml",
        "/sitemap-archive-9999.xml", "/sitemap-archive-0.xml",
        "/sitemap-nothing-0.xml", "/sitemap-pages-0.xml", "/sitemap-authors-7.xml",
        "/sitemap.xml/", "/en/sitemap.xml",
    ],
)  # fmt: skip
def test_sitemaps_that_are_not_there_answer_404(politik, reader, address):
    world.make_article(politik)
    assert reader.get(address).status_code == 404


def test_before_the_paper_is_founded_there_is_no_sitemap(db, reader):
    for address in ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-articles-0.xml"):
        assert reader.get(address).status_code == 404


def test_who_has_a_sitemap_already_gets_304(politik, reader):
    article = world.make_article(politik)
    for address in ("/sitemap.xml", "/sitemap-pages.xml", shard_of(article)):
        first = reader.get(address)
        assert first["Content-Type"] == "application/xml; charset=utf-8"
        assert reader.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
        assert reader.head(address).status_code == 200
        assert reader.post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-articles-{part}.xml", "/sitemap-authors-0.xml",
        "/sitemap-topics-0.xml", "/sitemap-archive-2026.xml",
    ],
)  # fmt: skip
def test_a_sitemap_needs_no_more_queries_for_more_of_anything(politik, sport, queries_for, address):
    start = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

    def fill(section: SectionPage, letters: str) -> None:
        for days, letter in enumerate(letters):
            author, topic = world.make_author(f"Autorin {letter}"), world.make_topic(f"Thema {letter}")
            moment = start + timedelta(days=days)
            article = world.make_article(section, authors=[author], topics=[topic], published_at=moment)
            correcting.correct(article, "Der Name war falsch.")

    fill(politik, "ABC")
    newest = ArticlePage.objects.order_by("number").last()
    assert newest is not None
    address = address.format(part=part_of(newest.number))
    few = queries_for(address)
    fill(sport, "DEFGH")
    assert queries_for(address) == few <= 9


def test_another_site_has_a_sitemap_of_its_own(politik, reader):
    ours = world.make_article(politik)
    front = founding.add_edition("en", "Test Paper")
    Page.objects.filter(pk=front.pk).update(translation_key="00000000-0000-4000-8000-000000000001")
    Site.objects.create(hostname="harbour.example", port=443, root_page=Page.objects.get(pk=front.pk))
    section = SectionPage.objects.get(pk=world.make_section("Politics", parent=front).pk)
    theirs = world.make_article(section)
    sites = {site.hostname: site for site in Site.objects.all()}
    by_site = {
        name: [address.path for part in public_addresses.article_parts(site)
               for address in public_addresses.articles(site, part)]
        for name, site in sites.items()
    }  # fmt: skip
    assert by_site.pop("harbour.example") == [urlsplit(theirs.full_url).path]
    assert list(by_site.values()) == [[urlsplit(ours.full_url).path]]


def test_the_address_made_from_rows_is_the_one_that_the_article_says(politik, lines_at):
    unnamed = world.make_article(politik)
    ArticlePage.objects.filter(pk=unnamed.pk).update(readable_slug="")
    unnamed = ArticlePage.objects.get(pk=unnamed.pk)
    assert unnamed.url == f"/politik/{unnamed.number}/"
    assert list(lines_at(shard_of(unnamed))) == [unnamed.url]
