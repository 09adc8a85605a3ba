"""JSON-LD says what the page shows, and nothing more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from presswerk.newsroom.actions import correcting, publishing
from presswerk.newsroom.models import ArticlePage, AuthorLink, AuthorProfile, SiteSettings
from presswerk.newsroom.queries.articles import article_by_number
from presswerk.syndication.structured_data.articles import HEADLINE_CHARACTERS, news_article
from tests import world

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"
PUBLISHED = datetime(2026, 7, 5, 8, 0, tzinfo=UTC)


@pytest.fixture
def news_at(data_at):
    def read(address: str) -> dict:
        return data_at(address)["NewsArticle"]

    return read


def loaded(number: int) -> ArticlePage:
    """An article as its page loads it."""
    article = article_by_number(number)
    assert article is not None
    return article


def test_the_data_are_the_facts_that_the_page_shows(politik, picture, page_at, news_at):
    SiteSettings.objects.update(name="Küstenbote")
    anna, ben = world.make_author(), world.make_author("Ben Boje")
    hafen = world.make_topic()
    article = world.make_article(
        politik,
        "Rat vertagt „Brücke“ – schon wieder",
        authors=[ben, anna],
        topics=[hafen],
        lead_picture=picture,
        published_at=PUBLISHED,
        updated_at=PUBLISHED + timedelta(hours=1),
    )
    page, data = page_at(article.url), news_at(article.url)
    assert data["headline"] == page.xpath("//h1")[0].text_content().strip()
    assert data["description"] == page.xpath('//meta[@name="description"]/@content')[0]
    bylines = page.xpath('//a[@rel="author"]')
    assert [person["name"] for person in data["author"]] == [link.text for link in bylines]
    assert [person["url"] for person in data["author"]] == [BASE + link.get("href") for link in bylines]
    shown = [datetime.fromisoformat(moment) for moment in page.xpath('//*[@class="dates"]//time/@datetime')]
    assert [datetime.fromisoformat(data[key]) for key in ("datePublished", "dateModified")] == shown
    assert data["articleSection"] == "Politik"
    assert data["keywords"] == page.xpath('//nav[@class="topics"]//li/a/text()')
    assert data["inLanguage"] == page.get("lang")
    canonical = page.xpath('//link[@rel="canonical"]/@href')[0]
    assert data["url"] == data["mainEntityOfPage"]["@id"] == canonical
    sources = page.xpath("//figure//img/@src")
    assert data["image"][0]["url"] in [BASE + source for source in sources]
    assert data["publisher"]["@type"] == "NewsMediaOrganization"
    assert data["publisher"]["name"] == "Küstenbote"
    assert data["publisher"]["logo"]["url"].startswith(f"{BASE}/static/theme/icons/paper")
    assert data["isAccessibleForFree"] is True
    assert "correction" not in data


def test_dates_bear_the_offset_of_the_papers_time_zone(politik, news_at):
    article = world.make_article(politik, published_at=PUBLISHED)
    data = news_at(article.url)
    assert data["datePublished"] == data["dateModified"] == "2026-07-05T10:00:00+02:00"


def test_corrections_are_told_with_their_text_and_move_the_date(politik, news_at):
    article = world.make_article(politik, published_at=PUBLISHED)
    correcting.correct(article, "Der Name war falsch.", at=PUBLISHED + timedelta(days=1))
    data = news_at(article.url)
    moment = "2026-07-06T10:00:00+02:00"
    assert data["correction"] == [
        {"@type": "CorrectionComment", "text": "Der Name war falsch.", "datePublished": moment}
    ]
    assert data["dateModified"] == moment


def test_a_planned_article_is_never_modified_before_it_was_published(politik, news_at):
    draft = world.make_draft(politik)
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.updated_at = timezone.now() - timedelta(hours=5)
    draft.save_revision()
    draft.go_live_at = timezone.now() - timedelta(minutes=1)
    draft.save_revision()
    article = publishing.publish(draft)
    data = news_at(article.url)
    published, modified = (datetime.fromisoformat(data[key]) for key in ("datePublished", "dateModified"))
    assert published <= modified


def test_an_update_from_before_the_publication_changes_no_date(politik, news_at):
    article = world.make_article(politik, published_at=PUBLISHED)
    type(article).objects.filter(pk=article.pk).update(updated_at=PUBLISHED - timedelta(days=3))
    data = news_at(article.url)
    assert data["dateModified"] == data["datePublished"]


def test_agencies_are_organizations(politik, news_at):
    agency = world.make_author("dpa", kind=AuthorProfile.Kind.AGENCY, position="Agentur")
    anna = world.make_author(position="Redakteurin")
    article = world.make_article(politik, authors=[anna, agency])
    assert news_at(article.url)["author"] == [
        {
            "@type": "Person",
            "name": "Anna Albers",
            "url": f"{BASE}/autor/anna-albers/",
            "jobTitle": "Redakteurin",
        },
        {"@type": "Organization", "name": "dpa", "url": f"{BASE}/autor/dpa/"},
    ]


def test_the_paper_answers_for_an_article_without_a_byline(politik, news_at):
    article = world.make_article(politik)
    author = {"@type": "Organization", "name": "Testblatt", "url": f"{BASE}/"}
    assert news_at(article.url)["author"] == [author]


def test_a_long_headline_is_cut_at_a_word(politik, news_at):
    article = world.make_article(politik, "Der Rat der Stadt berät " * 10)
    headline = news_at(article.url)["headline"]
    assert len(headline) <= HEADLINE_CHARACTERS
    kept = headline.removesuffix("…")
    assert kept != headline
    assert article.headline.startswith(f"{kept} ")


def test_pictures_come_with_size_caption_and_credit(politik, picture, news_at):
    article = world.make_article(politik, lead_picture=picture, lead_picture_caption="Am Deich")
    images = news_at(article.url)["image"]
    assert [(image["width"], image["height"]) for image in images] == [(960, 540), (1200, 675)]
    assert {(image["caption"], image["creditText"]) for image in images} == {("Am Deich", "Ben Boje")}
    assert all(image["url"].startswith(f"{BASE}/media/") for image in images)


def test_an_uploaded_logo_takes_the_place_of_the_icon(politik, picture, news_at):
    SiteSettings.objects.update(logo=picture)
    logo = news_at(world.make_article(politik).url)["publisher"]["logo"]
    assert (logo["width"], logo["height"]) == (1200, 675)


def test_a_text_from_elsewhere_names_its_source(politik, page_at, news_at):
    article = world.make_article(politik, canonical_source="https://other.example/text")
    data = news_at(article.url)
    assert data["isBasedOn"] == "https://other.example/text"
    assert data["url"] == BASE + article.url


def test_what_not_everybody_may_read_is_not_called_free(politik, rf):
    article = world.make_article(politik)
    PageViewRestriction.objects.create(page=politik, restriction_type=PageViewRestriction.LOGIN)
    data = news_article(loaded(article.number), SiteSettings(name="Testblatt"), BASE)
    assert data["isAccessibleForFree"] is False


def test_a_draft_that_was_never_public_has_no_dates(politik):
    draft = world.make_draft(politik)
    data = news_article(loaded(draft.number), SiteSettings(name="Testblatt"), BASE)
    assert "datePublished" not in data
    assert "dateModified" not in data


def test_the_breadcrumb_is_the_one_that_the_page_shows(politik, page_at, data_at):
    stadtrat = world.make_section("Stadtrat", parent=politik)
    article = world.make_article(stadtrat, "Rat vertagt Brücke", authors=[world.make_author()])
    for address in (article.url, stadtrat.url, politik.url, "/autor/anna-albers/", "/archiv/"):
        page = page_at(address)
        items = data_at(address)["BreadcrumbList"]["itemListElement"]
        shown = page.xpath('//nav[@class="breadcrumb"]//li/*')
        assert [item["position"] for item in items] == list(range(1, len(shown) + 1))
        assert [item["name"] for item in items] == [step.text for step in shown]
        links = [step.get("href") for step in shown[:-1]]
        assert [item["item"] for item in items] == [*(BASE + link for link in links), BASE + address]


def test_the_front_page_presents_the_paper(politik, data_at):
    SiteSettings.objects.update(publisher="Bote GmbH")
    world.make_article(politik)
    paper = data_at("/")["NewsMediaOrganization"]
    assert (paper["name"], paper["legalName"], paper["url"]) == ("Testblatt", "Bote GmbH", f"{BASE}/")
    assert "BreadcrumbList" not in data_at("/")


def test_an_authors_page_presents_the_person(politik, picture, data_at):
    anna = world.make_author(position="Redakteurin", short_biography="Schreibt über Häfen.", portrait=picture)
    anna.links = [AuthorLink(label="Mastodon", url="https://social.example/@anna")]
    anna.save()
    profile = data_at(anna.url)["ProfilePage"]
    assert profile["mainEntity"] == {
        "@type": "Person",
        "name": "Anna Albers",
        "url": BASE + anna.url,
        "jobTitle": "Redakteurin",
        "description": "Schreibt über Häfen.",
        "image": profile["mainEntity"]["image"],
        "sameAs": ["https://social.example/@anna"],
    }
    assert profile["mainEntity"]["image"]["width"] == 192


def test_errors_and_results_of_a_search_bear_no_data(politik, reader, data_at):
    assert data_at("/suche/?q=Rat") == {}
    assert b"ld+json" not in reader.get("/gibt-es-nicht/").content


def test_an_article_costs_no_query_more_than_without_its_data(politik, picture, queries_for, settings):
    from presswerk.newsroom import slots

    anna, hafen = world.make_author(), world.make_topic()
    article = world.make_article(politik, authors=[anna], topics=[hafen], lead_picture=picture)
    with_data = queries_for(article.url)
    hanging = {place: dict(pieces) for place, pieces in slots._pieces.items()}
    for pieces in slots._pieces.values():
        for name in [name for name in pieces if name.startswith("presswerk.syndication")]:
            del pieces[name]
    try:
        assert queries_for(article.url) == with_data
    finally:
        slots._pieces.update(hanging)
