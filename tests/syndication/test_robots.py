"""What crawlers are told."""

from urllib.robotparser import RobotFileParser

import pytest

from presswerk.newsroom.actions import founding
from tests import world

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def rules(reader):
    """The rules as a crawler of the standard library reads them."""

    def read() -> RobotFileParser:
        answer = reader.get("/robots.txt")
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        parser = RobotFileParser()
        parser.parse(answer.content.decode().splitlines())
        return parser

    return read


def test_pages_are_allowed_and_staff_and_searches_are_not(politik, rules):
    founding.add_edition("en", "Test Paper")
    article = world.make_article(politik)
    parser = rules()
    for path in (
        "/",
        article.url,
        "/feed/",
        "/archiv/",
        "/sitemap.xml",
        "/en/",
        "/suche/",
        "/static/theme/css/front.css",
    ):
        assert parser.can_fetch("Googlebot", BASE + path), path
    for path in ("/admin/", "/admin/login/", "/account/login/", "/suche/?q=Rat", "/en/search/?q=council"):
        assert not parser.can_fetch("Googlebot", BASE + path), path


def test_the_page_that_searches_may_be_found_and_its_results_may_not(politik, reader):
    assert 'name="robots"' not in reader.get("/suche/").content.decode()
    assert '<meta name="robots" content="noindex, follow">' in reader.get("/suche/?q=Rat").content.decode()


def test_it_says_where_the_sitemap_is(politik, rules, reader):
    assert rules().site_maps() == [f"{BASE}/sitemap.xml"]
    assert reader.get("/sitemap.xml").status_code == 200


def test_it_answers_before_the_paper_is_founded(db, rules):
    parser = rules()
    assert parser.can_fetch("Googlebot", f"{BASE}/")
    assert parser.site_maps() is None
