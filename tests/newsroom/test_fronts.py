"""Which article stands where on a front page, and none twice."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from presswerk.newsroom.models import FrontPage, FrontPin, Image
from presswerk.newsroom.queries import fronts
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def everything_on(front: fronts.Front) -> list[int]:
    in_bands = [article.pk for band in front.bands for article in band.articles]
    top = [front.lead.pk] if front.lead else []
    return [*top, *(article.pk for article in [*front.pinned, *front.river]), *in_bands]


def test_an_empty_paper_says_what_to_do_first(paper, reader):
    assert fronts.front(paper).is_empty
    answer = reader.get("/")
    assert answer.status_code == 200
    assert "/admin/" in answer.content.decode()


def test_nothing_stands_twice_and_the_newest_leads(paper, politik, sport):
    newest = world.make_articles(20, politik)[-1]
    last = world.make_articles(20, sport)[-1]
    front = fronts.front(paper)
    shown = everything_on(front)
    assert len(shown) == len(set(shown))
    assert front.lead.pk == max([newest, last], key=lambda article: article.published_at).pk
    assert {band.section.pk for band in front.bands} <= {politik.pk, sport.pk}


def test_pins_lead_until_their_time_is_over(paper, politik):
    first, second, *_rest = world.make_articles(6, politik)
    paper.lead_article = first
    paper.pins = [FrontPin(article=second, sort_order=0)]
    paper.save_revision().publish()
    front = fronts.front(FrontPage.objects.get(pk=paper.pk))
    assert front.lead.pk == first.pk
    assert front.pinned[0].pk == second.pk

    FrontPage.objects.filter(pk=paper.pk).update(lead_until=timezone.now() - timedelta(minutes=1))
    FrontPin.objects.update(until=timezone.now() - timedelta(minutes=1))
    front = fronts.front(FrontPage.objects.get(pk=paper.pk))
    assert front.lead.pk not in (first.pk, second.pk)
    assert second.pk not in [article.pk for article in front.pinned[:1]]


def test_a_pinned_article_that_was_taken_back_leaves_no_gap(paper, politik):
    first, *_rest, newest = world.make_articles(4, politik)
    paper.lead_article = first
    paper.save_revision().publish()
    first.unpublish()
    assert fronts.front(FrontPage.objects.get(pk=paper.pk)).lead.pk == newest.pk


def test_the_front_needs_no_more_queries_for_more_articles_or_sections(
    paper, politik, sport, reader, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    author = world.make_author()
    world.make_articles(10, politik, authors=[author])
    world.make_articles(10, sport, authors=[author])
    reader.get("/")
    with CaptureQueriesContext(connection) as few:
        reader.get("/")
    for name in ("Kultur", "Wissen", "Wirtschaft"):
        world.make_articles(8, world.make_section(name), authors=[author])
    with CaptureQueriesContext(connection) as many:
        reader.get("/")
    assert len(many) == len(few)
    assert len(few) <= 10


def a_picture(title: str) -> Image:
    file = BytesIO()
    PIL.Image.new("RGB", (40, 40)).save(file, "PNG")
    picture = Image(title=title, credit="Foto: Bote", is_decorative=True)
    picture.file.save(f"{title}.png", ImageFile(file, name=f"{title}.png"), save=False)
    picture.save()
    return picture


def test_opinions_with_portraits_need_no_more_queries(paper, reader):
    section = world.make_section("Meinung")
    section.band = "opinion"
    section.save_revision().publish()
    counts = []
    for letter in "ABCD":
        face = world.make_author(f"Autorin {letter}", portrait=a_picture(letter))
        world.make_article(section, title=f"Meinung {letter}", kind="opinion", authors=[face])
        with CaptureQueriesContext(connection) as captured:
            assert f"Autorin {letter}" in reader.get("/").content.decode()
        counts.append(len(captured))
    assert len(set(counts[1:])) == 1  # the very first article is the lead and has no opinions below it


def test_a_band_of_numbers_is_an_ordered_list_whose_first_two_say_more(politik, sport, reader):
    sport.band = "numbers"
    sport.save_revision().publish()
    world.make_articles(14, politik)
    for number in range(5):
        world.make_article(
            sport,
            f"Spiel {number}",
            lead="Vorspann.",
            published_at=datetime(2026, 3, 1, 8 + number, tzinfo=UTC),
        )
    html = reader.get("/").content.decode()
    band = html[html.index('<ol class="numbered') :]
    band = band[: band.index("</ol>")]
    assert re.findall(r">(Spiel \d)</a></h3>", band) == [f"Spiel {number}" for number in (4, 3, 2, 1, 0)]
    assert band.count("Vorspann.") == 2
