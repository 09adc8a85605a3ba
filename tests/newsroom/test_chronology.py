"""A topic's page as a chronology: by month and day, newest first and from the beginning. 6 s."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from presswerk.newsroom import queries
from presswerk.newsroom.models import Listing
from presswerk.newsroom.queries import listing
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 2, 27, 23, 30, tzinfo=BERLIN)


@pytest.fixture
def hafen():
    return world.make_topic()


@pytest.fixture
def story(politik, hafen, monkeypatch):
    """Seven articles on a topic, one a day over the end of a month, three on a page."""
    monkeypatch.setattr(queries, "PAGE_SIZE", 3)
    for function in (listing.newest, listing.oldest):
        monkeypatch.setitem(function.__wrapped__.__kwdefaults__, "most", 3)
    return [
        world.make_article(politik, f"Teil {part}", topics=[hafen], published_at=FIRST + timedelta(days=part))
        for part in range(7)
    ]


def headlines(html: str) -> list[str]:
    return re.findall(r'<a href="[^"]+">(Teil \d)</a></h4>', html)


def headings(html: str) -> list[str]:
    return re.findall(r"<(?:h2[^>]*|h3[^>]*><time[^>]*)>([^<]+)<", html)


def test_articles_stand_under_their_days_and_these_under_their_months(politik, hafen, reader):
    for part in range(3):
        world.make_article(
            politik, f"Teil {part}", topics=[hafen], published_at=FIRST + timedelta(hours=18 * part)
        )
    html = reader.get(hafen.url).content.decode()
    assert headings(html) == [
        "März 2026",
        "Sonntag, 1. März",
        "Februar 2026",
        "Samstag, 28. Februar",
        "Freitag, 27. Februar",
    ]
    assert headlines(html) == ["Teil 2", "Teil 1", "Teil 0"]


def test_it_is_read_from_the_newest_back(story, hafen, reader):
    read, address = [], hafen.url
    while address:
        html = reader.get(address).content.decode()
        read.append(headlines(html))
        onward = re.search(r'<a href="([^"]+)" rel="next">', html)
        address = onward[1] if onward else ""
    assert read == [["Teil 6", "Teil 5", "Teil 4"], ["Teil 3", "Teil 2", "Teil 1"], ["Teil 0"]]


def test_it_is_read_from_the_beginning_on(story, hafen, reader):
    html = reader.get(hafen.url).content.decode()
    (address,) = re.findall(r'<a href="([^"]+)">Von Anfang an</a>', html)
    read = []
    while address:
        html = reader.get(address).content.decode()
        read.append(headlines(html))
        assert 'content="noindex, follow"' in html
        onward = re.search(r'<a href="([^"]+)" rel="next">', html)
        address = onward[1] if onward else ""
    assert read == [["Teil 0", "Teil 1", "Teil 2"], ["Teil 3", "Teil 4", "Teil 5"], ["Teil 6"]]


def test_a_page_is_its_own_canonical_address(story, hafen, reader):
    for path in (hafen.url, f"{hafen.url}?before={story[4].number}", f"{hafen.url}?after=0"):
        assert (
            f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in reader.get(path).content.decode()
        )


@pytest.mark.parametrize("order", ["before", "after"])
def test_what_begins_at_an_article_of_another_list_leads_to_the_nearest_page(
    story, hafen, sport, reader, order
):
    other = world.make_article(sport, published_at=FIRST + timedelta(days=2, hours=1))
    answer = reader.get(f"{hafen.url}?{order}={other.number}")
    nearest = story[3] if order == "before" else story[2]
    assert answer.status_code == 301
    assert answer["Location"] == f"{hafen.url}?{order}={nearest.number}"
    assert reader.get(answer["Location"]).status_code == 200


def test_what_is_no_page_is_none(story, hafen, reader):
    assert reader.get(f"{hafen.url}?after=x").status_code == 404
    assert reader.get(f"{hafen.url}?after=3&before=4").status_code == 301
    # Before the first of all numbers nothing was ever published: the beginning.
    ahead = reader.get(f"{hafen.url}?after={story[0].number}")
    assert headlines(ahead.content.decode())[0] == "Teil 1"


def test_the_oldest_first_walk_the_index_of_the_lists_and_cost_as_much_for_twice_as_many(
    politik, hafen, reader
):
    address = f"{hafen.url}?after=0"

    def ask() -> int:
        reader.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(address).status_code == 200
        return len(captured)

    world.make_articles(3, politik, topics=[hafen])
    few = ask()
    world.make_articles(3, politik, topics=[hafen])
    assert ask() == few <= 7
    rows = listing.rows_of(Listing.Kind.TOPIC, hafen.pk).order_by("published_at", "article")[:4]
    if connection.vendor == "sqlite":
        plan = rows.explain()
        assert "newsroom_listing_newest" in plan
        assert "TEMP B-TREE" not in plan
