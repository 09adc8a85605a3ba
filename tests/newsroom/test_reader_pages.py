"""Every kind of page answers, costs a constant number of queries and sets no cookie."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from presswerk.newsroom.actions import correcting
from presswerk.newsroom.models import ArticlePage
from presswerk.theme.in_page import source_of
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.with_services]
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def filled(politik):
    """An author with articles on a topic, over two days."""
    anna, hafen = world.make_author(), world.make_topic()
    morning = datetime(2026, 3, 2, 8, 0, tzinfo=BERLIN)
    for minutes in range(6):
        world.make_article(
            politik, authors=[anna], topics=[hafen], published_at=morning + timedelta(minutes=minutes)
        )
    return anna, hafen


def queries_of(reader, address: str) -> int:
    reader.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = reader.get(address)
    assert answer.status_code == 200, address
    return len(captured)


# Address → most queries. Raising a number is a decision, not a repair.
PAGES = {
    "/": 10,
    "/politik/": 10,
    "/autor/anna-albers/": 8,
    "/thema/hafen/": 7,
    "/archiv/": 5,
    "/archiv/2026/03/": 7,
    "/archiv/2026/03/02/": 6,
    "/suche/?q=Br%C3%BCcke": 6,
    "/impressum/": 6,
}


@pytest.mark.parametrize(("address", "most"), PAGES.items())
def test_a_page_needs_no_more_queries_for_more_articles(filled, politik, reader, address, most):
    world.make_plain_page("Impressum")
    few = queries_of(reader, address)
    anna, hafen = filled
    afternoon = datetime(2026, 3, 2, 15, 0, tzinfo=BERLIN)
    for minutes in range(6):
        world.make_article(
            politik, authors=[anna], topics=[hafen], published_at=afternoon + timedelta(minutes=minutes)
        )
    assert queries_of(reader, address) == few
    assert few <= most


def test_an_article_needs_no_more_queries_for_more_of_everything(filled, politik, reader):
    anna, hafen = filled
    small = world.make_article(politik, authors=[anna], topics=[hafen])
    others = [world.make_author(f"Autorin {letter}") for letter in "ABCDEFGH"]
    topics = [world.make_topic(f"Thema {letter}") for letter in "ABCDEFGH"]
    links = "".join(f'<a linktype="page" id="{page.pk}">mehr</a> ' for page in ArticlePage.objects.all()[:10])
    body = [("text", f"<p>{links}</p>")] * 3 + [("subhead", {"text": "Und", "level": "2"})] * 5
    large = world.make_article(politik, authors=others, topics=topics, body=body)
    correcting.correct(large, "Im Vorspann stand ein falscher Name.")
    # Two of them are the debate's.
    assert queries_of(reader, small.url) <= 10
    # One for the links in all of its texts, one for the corrections.
    assert queries_of(reader, large.url) <= queries_of(reader, small.url) + 2


@pytest.mark.parametrize("address", [*PAGES, "/gibt-es-nicht/"])
def test_no_page_sets_a_cookie_or_calls_another_host(filled, reader, address):
    world.make_plain_page("Impressum")
    answer = reader.get(address)
    assert not answer.cookies
    page = answer.content.decode()
    assert 'src="http' not in page.replace('src="http://127.0.0.1', "")
    assert page.count("<style") == 1  # the paper's colours, which the content policy knows by their hash
    assert " style=" not in page


@pytest.mark.parametrize(("name", "needed"), [("Möller", False), ("Erdoğan", True)])
def test_a_page_names_the_fonts_that_its_characters_need(politik, reader, name, needed):
    article = world.make_article(politik, title=f"{name} kommt an die Elbe")
    answer = reader.get(article.url)
    (style,) = re.findall(r"<style>(.*?)</style>", answer.content.decode(), re.DOTALL)
    assert ("serif-ext" in style) is needed
    assert "serif-rare" not in style
    assert source_of(style) in answer.headers["Content-Security-Policy"]
    assert "serif-ext" in reader.get("/colours.css").content.decode(), "which is for pages that nobody knows"


def test_lists_page_by_key_and_meet_every_article_once(politik, reader):
    world.make_articles(27, politik)
    seen: list[str] = []
    address = "/politik/"
    while address:
        context = reader.get(address).context
        lead = [context["lead"]] if context["lead"] else []
        seen += [article.url for article in [*lead, *context["articles"]]]
        address = context["older_url"]
    assert len(seen) == len(set(seen)) == 27


def test_a_page_of_a_list_whose_article_is_gone_leads_to_the_nearest_one(filled, politik, reader):
    before, boundary, behind = ArticlePage.objects.order_by("-published_at", "-pk")[2:5]
    boundary.delete()
    answer = reader.get(f"/politik/?before={boundary.number}")
    assert (answer.status_code, answer["Location"]) == (301, f"/politik/?before={before.number}")
    assert behind.title in reader.get(answer["Location"]).content.decode()


def test_made_up_boundaries_multiply_no_pages(filled, politik, sport, reader):
    elsewhere = world.make_article(sport)
    for number in (elsewhere.number, 10**12, 0):
        answer = reader.get(f"/politik/?before={number}")
        assert (answer.status_code, answer["Location"]) == (301, "/politik/")


@pytest.mark.parametrize("nonsense", ["abc", "-1", "9" * 40, "%00", "1 or 1=1"])
def test_a_boundary_that_was_never_printed_is_refused(politik, reader, nonsense):
    assert reader.get(f"/politik/?before={nonsense}").status_code == 404


@pytest.mark.parametrize(
    "address", ["/archiv/2026/13/", "/archiv/2026/02/31/", "/archiv/0/0/", "/archiv/x/", "/archiv/2031/01/"]
)
def test_days_that_never_were_answer_404(filled, reader, address):
    assert reader.get(address).status_code == 404


def test_odd_spellings_of_the_archive_lead_to_the_one(filled, reader):
    assert reader.get("/archiv/2026/3/")["Location"] == "/archiv/2026/03/"


def test_a_search_finds_and_says_when_it_finds_nothing(politik, reader):
    article = world.make_article(politik, "Schweinswale vor der Mole gesichtet")
    world.run_tasks("default")
    assert article.url in reader.get("/suche/?q=Schweinswale").content.decode()
    assert reader.get("/suche/?q=Zebrastreifen").status_code == 200
    assert reader.get("/suche/").status_code == 200
    assert reader.get("/suche/?q=%00%22%27(((*&page=99999").status_code == 200


def test_a_search_looks_past_the_newest_of_another_edition(politik, reader, monkeypatch):
    from presswerk.newsroom.actions.founding import add_edition
    from presswerk.newsroom.queries import search

    monkeypatch.setattr(search, "_RANKED", 2)
    monkeypatch.setattr(search, "PAGE_SIZE", 1)
    english = add_edition("en", "Testblatt")
    found = world.make_article(world.make_section("Politics", parent=english), "Porpoise off the pier")
    for _number in range(4):
        world.make_article(politik, "Porpoise vor der Mole")
    world.run_tasks("default")
    assert found.url in reader.get("/en/search/?q=Porpoise").content.decode()


def test_readers_cannot_post(politik, reader):
    assert reader.post("/politik/").status_code == 405


def test_an_english_edition_speaks_english_and_is_linked(paper, politik, reader, settings):
    from presswerk.newsroom.actions.founding import add_edition

    english = add_edition("en", "Testblatt")
    section = world.make_section("Politics", parent=english)
    section.translation_key = politik.translation_key
    section.save()
    original = world.make_article(politik, "Rat vertagt Brücke")
    translated = world.make_article(
        section, "Council puts off bridge", translation_key=original.translation_key
    )
    assert translated.url.startswith("/en/politics/")
    german, answer = reader.get(original.url), reader.get(translated.url)
    assert answer["Content-Language"] == "en"
    assert '<html lang="en"' in answer.content.decode()
    assert '<html lang="de"' in german.content.decode()
    for page in (german, answer):
        text = page.content.decode()
        assert 'hreflang="de"' in text
        assert 'hreflang="en"' in text
        assert 'hreflang="x-default"' in text
    assert reader.get("/en/archive/").status_code == 200
    assert reader.get("/en/archiv/").status_code == 404


def test_an_accept_language_header_decides_nothing(politik, reader):
    assert reader.get("/", headers={"accept-language": "en"})["Content-Language"] == "de"


@pytest.mark.parametrize("path", ["/alt/haus", "/alt/haus/", "/alt/haus/?a=1", "/k%C3%BCste/"])
def test_an_entered_redirect_answers_with_and_without_slash_at_the_end(paper, reader, path):
    from wagtail.contrib.redirects.models import Redirect

    for old in ("/alt/haus/", "/küste/"):
        Redirect.objects.create(old_path=Redirect.normalise_path(old), redirect_link="/impressum/")
    answer = reader.get(path)
    assert (answer.status_code, answer["Location"]) == (301, "/impressum/")
