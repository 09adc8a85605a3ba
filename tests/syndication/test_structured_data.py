"""JSON-LD says what the page shows, and nothing more."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from presswerk.newsroom import pictures, renditions
from presswerk.newsroom.actions import correcting, publishing, scheduling
from presswerk.newsroom.models import ArticlePage, AuthorLink, AuthorProfile, SiteSettings
from presswerk.newsroom.queries.articles import article_by_number
from presswerk.syndication.structured_data.articles import HEADLINE_CHARACTERS, SPEAKABLE, news_article
from tests import world

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"
ARTICLES = {
    "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "ReviewNewsArticle",
    "LiveBlogPosting", "AdvertiserContentArticle",
}  # fmt: skip
PUBLISHED = datetime(2026, 7, 5, 8, 0, tzinfo=UTC)


@pytest.fixture
def news_at(data_at):
    def read(address: str) -> dict:
        (data,) = [block for kind, block in data_at(address).items() if kind in ARTICLES]
        return data

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


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("news", "NewsArticle"),
        ("interview", "NewsArticle"),
        ("reportage", "ReportageNewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("review", "ReviewNewsArticle"),
        ("live", "LiveBlogPosting"),
    ],
)
def test_the_kind_of_an_article_is_its_type(politik, news_at, kind, expected):
    assert news_at(world.make_article(politik, kind=kind).url)["@type"] == expected


def test_what_was_paid_for_is_no_news(politik, news_at):
    article = world.make_article(politik, kind="reportage", label=ArticlePage.Label.PARTNER)
    assert news_at(article.url)["@type"] == "AdvertiserContentArticle"


def test_what_can_be_read_aloud_is_on_the_page(politik, page_at, news_at):
    full, bare = world.make_article(politik), world.make_article(politik, lead="")
    for article, shown in ((full, SPEAKABLE), (bare, SPEAKABLE[:1])):
        assert news_at(article.url)["speakable"]["cssSelector"] == list(shown)
        for selector in shown:
            outer, inner = (name.removeprefix(".") for name in selector.split())
            has = "contains(concat(' ', @class, ' '), ' {} ')".format
            assert len(page_at(article.url).xpath(f"//*[{has(outer)}]//*[{has(inner)}]")) == 1


def live_entry(minutes: int, **fields):
    moment = PUBLISHED + timedelta(minutes=minutes)
    return (
        "live_update",
        {"at": moment, "headline": "", "text": "<p>Der Rat tagt &amp; tagt.</p>", **fields},
    )


def test_a_live_blog_tells_its_entries_as_the_page_shows_them(politik, page_at, news_at):
    body = [live_entry(90, headline="Vertagt"), ("text", "<p>Dazwischen.</p>"), live_entry(-15)]
    article = world.make_article(politik, kind="live", published_at=PUBLISHED, body=body)
    data, page = news_at(article.url), page_at(article.url)
    newest, first = data["liveBlogUpdate"]
    shown = page.xpath('//section[contains(@class, "live-update")]')
    assert [newest["url"], first["url"]] == [f"{BASE}{article.url}#{each.get('id')}" for each in shown]
    times = page.xpath('//section[contains(@class, "live-update")]//time/@datetime')
    assert [newest["datePublished"], first["datePublished"]] == times
    assert newest["headline"] == shown[0].find(".//h2").text == "Vertagt"
    assert first["headline"] == first["articleBody"] == "Der Rat tagt & tagt."
    assert data["coverageStartTime"] == first["datePublished"] == "2026-07-05T09:45:00+02:00"
    last = page.xpath('//*[@class="dates"]//time/@datetime')[-1]
    assert data["dateModified"] == newest["datePublished"] == last


def test_an_entry_of_a_live_blog_that_lies_ahead_dates_nothing(politik, news_at):
    ahead = (timezone.now() - PUBLISHED) // timedelta(minutes=1) + 60
    article = world.make_article(politik, kind="live", published_at=PUBLISHED, body=[live_entry(ahead)])
    data = news_at(article.url)
    assert data["dateModified"] == data["datePublished"]


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


def test_an_article_that_the_clock_published_is_not_modified_before_its_moment(politik, news_at):
    """Written and corrected days before its moment, as in Yoast's issue 20782."""
    ahead, earlier = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(days=2)
    draft = publishing.publish(world.make_draft(politik, go_live_at=ahead, updated_at=earlier))
    assert not draft.live
    correcting.correct(ArticlePage.objects.get(pk=draft.pk), "Vorab.", at=timezone.now() - timedelta(days=1))
    article = ArticlePage.objects.get(pk=draft.pk)
    revision, moment = article.latest_revision, timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.filter(pk=article.pk).update(go_live_at=moment)
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save()
    assert scheduling.run_due() == 1
    data = news_at(ArticlePage.objects.get(pk=draft.pk).url)
    published, modified = (datetime.fromisoformat(data[key]) for key in ("datePublished", "dateModified"))
    assert published <= modified
    assert published == moment.replace(microsecond=0)
    assert published.utcoffset() is not None


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


def test_search_engines_get_the_lead_picture_in_three_ratios(politik, picture, news_at, reader):
    article = world.make_article(politik, lead_picture=picture)
    world.run_tasks("slow")
    images = news_at(article.url)["image"]
    assert [(image["width"], image["height"]) for image in images] == [(1200, 675), (1200, 900), (900, 900)]
    assert all(reader.get(image["url"].removeprefix(BASE)).status_code == 200 for image in images)


def test_a_page_makes_no_size_but_asks_for_it_once(politik, picture, news_at, monkeypatch):
    monkeypatch.setattr(pictures, "_asked", set())
    article = world.make_article(politik)
    ArticlePage.objects.filter(pk=article.pk).update(lead_picture=picture)
    news_at(article.url)
    wanted = {"filter_spec__in": renditions.FOUND_SPECS}
    assert not picture.renditions.filter(**wanted).exists()
    world.run_tasks("slow")
    assert picture.renditions.filter(**wanted).count() == len(renditions.FOUND_SPECS)


def test_the_publisher_names_its_principles_as_long_as_they_can_be_read(
    politik, being_found, news_at, data_at
):
    page = world.make_plain_page("Grundsätze", slug="grundsaetze")
    being_found(principles_page=page, masthead_page=world.make_plain_page("Impressum"))
    article = world.make_article(politik)
    publisher = news_at(article.url)["publisher"]
    assert publisher["publishingPrinciples"] == f"{BASE}/grundsaetze/"
    assert publisher["masthead"] == f"{BASE}/impressum/"
    assert "ownershipFundingInfo" not in publisher
    assert data_at("/")["NewsMediaOrganization"] | publisher == data_at("/")["NewsMediaOrganization"]
    page.unpublish()
    assert "publishingPrinciples" not in news_at(article.url)["publisher"]


def test_principles_behind_a_restriction_are_not_named(politik, being_found, news_at):
    page = world.make_plain_page("Intern")
    being_found(principles_page=page)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "publishingPrinciples" not in news_at(world.make_article(politik).url)["publisher"]


def test_an_uploaded_logo_takes_the_place_of_the_icon(politik, picture, news_at):
    SiteSettings.objects.update(logo=picture)
    logo = news_at(world.make_article(politik).url)["publisher"]["logo"]
    assert (logo["width"], logo["height"]) == (1200, 675)


def test_a_text_from_elsewhere_names_its_source(politik, page_at, news_at):
    article = world.make_article(politik, canonical_source="https://other.example/text")
    data = news_at(article.url)
    assert data["isBasedOn"] == "https://other.example/text"
    assert data["url"] == BASE + article.url


def test_what_not_everybody_may_read_is_not_called_free(politik, site):
    article = world.make_article(politik)
    PageViewRestriction.objects.create(page=politik, restriction_type=PageViewRestriction.LOGIN)
    data = news_article(loaded(article.number), site(), BASE)
    assert data["isAccessibleForFree"] is False


def test_a_draft_that_was_never_public_has_no_dates(politik, site):
    draft = world.make_draft(politik)
    data = news_article(loaded(draft.number), site(), BASE)
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


def test_the_front_page_tells_how_to_reach_the_paper(politik, being_found, data_at):
    SiteSettings.objects.update(contact_email="post@bote.example", claim="Alles, was war")
    being_found(profiles="https://social.example/@bote\n")
    paper = data_at("/")["NewsMediaOrganization"]
    assert paper["contactPoint"] == {"@type": "ContactPoint", "email": "post@bote.example"}
    assert paper["sameAs"] == ["https://social.example/@bote"]
    assert paper["slogan"] == "Alles, was war"


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
