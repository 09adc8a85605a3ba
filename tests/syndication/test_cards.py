"""Share pictures: made after the publication by the worker, shown as long as they are true."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image as Pillow
from wagtail.models import PageViewRestriction

from presswerk import bake
from presswerk.newsroom.actions import deleting, publishing
from presswerk.newsroom.models import ArticlePage
from presswerk.syndication import cards
from presswerk.syndication.models import ShareCard
from presswerk.syndication.models.cards import FOLDER
from tests import world

pytestmark = pytest.mark.django_db
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def card_at(page_at):
    """The properties `og:image…` and the kind of card of a page."""

    def read(address: str) -> dict[str, str]:
        found = page_at(address).xpath(
            "//head/meta[starts-with(@property, 'og:image') or @name='twitter:card']"
        )
        return {meta.get("property") or meta.get("name"): meta.get("content") for meta in found}

    return read


def path_of(card: dict[str, str]) -> str:
    return card["og:image"].removeprefix(BASE)


def bytes_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_publishing_does_not_wait_and_the_lead_picture_stands_in(politik, picture, card_at, reader):
    article = world.make_article(politik, "Rat vertagt Brücke", lead_picture=picture)
    assert not ShareCard.objects.exists()
    assert path_of(card_at(article.url)).startswith("/media/pictures/")
    world.run_tasks("slow")
    card = card_at(article.url)
    assert path_of(card).startswith(f"/media/{FOLDER}/")
    assert card == {
        "og:image": card["og:image"],
        "og:image:type": "image/jpeg",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Rat vertagt Brücke",
        "twitter:card": "summary_large_image",
    }
    answer = reader.get(path_of(card))
    assert answer["Content-Type"] == "image/jpeg"
    drawn = Pillow.open(BytesIO(bytes_of(answer)))
    assert (drawn.size, drawn.format) == ((1200, 630), "JPEG")


def test_without_a_picture_the_headline_stands_on_the_papers_colour(politik, card_at, reader):
    article = world.make_article(politik, "Rat vertagt Brücke")
    world.run_tasks("slow")
    drawn = Pillow.open(BytesIO(bytes_of(reader.get(path_of(card_at(article.url)))))).convert("RGB")
    red, green, blue = drawn.crop((1100, 40, 1101, 41)).tobytes()
    assert abs(red - 0xA3) < 6
    assert abs(green - 0x24) < 6
    assert abs(blue - 0x1E) < 6


@pytest.mark.parametrize("change", [{"title": "Ganz anders"}, {"kicker": "Neu"}, {"lead_picture": None}])
def test_a_card_that_says_something_else_is_not_shown(politik, picture, card_at, reader, change):
    article = world.make_article(politik, lead_picture=picture)
    world.run_tasks("slow")
    before = path_of(card_at(article.url))
    for name, value in change.items():
        setattr(article, name, value)
    article.save_revision().publish()
    assert FOLDER not in card_at(article.url).get("og:image", "")
    assert reader.get(before).status_code == 404
    world.run_tasks("slow")
    after = path_of(card_at(article.url))
    assert after.startswith(f"/media/{FOLDER}/")
    assert after != before


def test_another_lead_makes_no_other_card(politik, card_at, monkeypatch):
    article = world.make_article(politik)
    world.run_tasks("slow")
    before = path_of(card_at(article.url))
    monkeypatch.setattr(cards, "_draw", lambda _article: 1 / 0)
    article.lead = "Ein anderer Vorspann."
    article.save_revision().publish()
    world.run_tasks("slow")
    assert path_of(card_at(article.url)) == before


def test_the_file_goes_with_what_may_be_read(politik, card_at, reader):
    article = world.make_article(politik)
    world.run_tasks("slow")
    file = path_of(card_at(article.url))
    assert reader.get(file).status_code == 200
    restriction = PageViewRestriction.objects.create(page=politik, restriction_type=PageViewRestriction.LOGIN)
    assert reader.get(file).status_code == 404
    restriction.delete()
    assert reader.get(file).status_code == 200
    publishing.unpublish(article)
    assert reader.get(file).status_code == 404


def test_the_file_of_a_deleted_article_is_removed(politik, card_at, django_capture_on_commit_callbacks):
    article = world.make_article(politik)
    world.run_tasks("slow")
    card = ShareCard.objects.get()
    storage, name = card.file.storage, card.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        deleting.delete(ArticlePage.objects.get(pk=article.pk))
    assert not ShareCard.objects.exists()
    assert not storage.exists(name)


def test_a_guessed_name_answers_404(politik, reader):
    assert reader.get(f"/media/{FOLDER}/{'0' * 32}.jpg").status_code == 404


def test_a_draft_taken_back_before_the_worker_came_gets_none(politik):
    article = world.make_article(politik)
    publishing.unpublish(article)
    world.run_tasks("slow")
    assert not ShareCard.objects.exists()


@pytest.mark.parametrize("headline", ["Рада перенесла міст", "Der Rat 🎉 feiert", "Wort " * 50])
def test_a_headline_that_cannot_be_set_leaves_the_lead_picture(politik, picture, card_at, headline):
    article = world.make_article(politik, headline.strip(), lead_picture=picture)
    world.run_tasks("slow")
    assert not ShareCard.objects.exists()
    assert path_of(card_at(article.url)).startswith("/media/pictures/")


def test_a_picture_whose_file_is_lost_leaves_the_colour(politik, picture, card_at):
    picture.file.storage.delete(picture.file.name)
    article = world.make_article(politik, lead_picture=picture)
    world.run_tasks("slow")
    assert path_of(card_at(article.url)).startswith(f"/media/{FOLDER}/")


def test_pages_without_a_picture_show_the_papers_card(politik, card_at, reader):
    assert card_at("/") == {"twitter:card": "summary"}
    world.run_tasks("slow")
    for address in ("/", politik.url, "/archiv/"):
        card = card_at(address)
        assert path_of(card) == "/share-card.jpg"
        assert card["og:image:alt"] == "Testblatt"
    assert reader.get("/share-card.jpg")["Content-Type"] == "image/jpeg"


def test_a_card_costs_no_query_on_the_page(politik, picture, queries_for):
    article = world.make_article(politik, lead_picture=picture)
    without = queries_for(article.url)
    world.run_tasks("slow")
    assert queries_for(article.url) == without


@pytest.fixture
def archived(politik, monkeypatch):
    """Articles as an archive brings them: a day old, without a card and without a task for one."""
    monkeypatch.setattr(cards, "_asked", set())
    monkeypatch.setattr(cards, "_asked_at", 0.0)
    yesterday = timezone.now() - timedelta(days=1)
    found = [world.make_article(politik, f"Alt {part}", published_at=yesterday) for part in range(3)]
    DBTaskResult.objects.all().delete()
    return found


def made_ready(reader, *articles: ArticlePage) -> int:
    """Render the pages as the front has it done; how many cards were asked for in all."""
    for article in articles:
        with bake.collecting():
            reader.get(article.url)
    return DBTaskResult.objects.filter(task_path=cards.make.module_path).count()


def test_an_article_of_an_archive_gets_its_card_when_its_page_is_made_ready(archived, reader, card_at):
    article = archived[0]
    assert made_ready(reader, article) == 1
    assert made_ready(reader, article) == 1
    world.run_tasks("slow")
    assert path_of(card_at(article.url)).startswith(f"/media/{FOLDER}/")


def test_cards_of_an_archive_are_asked_for_at_a_bounded_rate(archived, reader, monkeypatch):
    assert made_ready(reader, *archived) == 1
    monkeypatch.setattr(cards, "SECONDS_BETWEEN_ASKING", 0.0)
    assert made_ready(reader, *archived) == 3


def test_what_was_just_published_is_asked_for_once(politik, archived, reader):
    article = world.make_article(politik)
    assert made_ready(reader, article) == 1
