"""The demo in a paper: filled once, whole, and found by its readers."""

import pytest
from django.utils import timezone
from wagtail.models import Locale

from presswerk.demo.content import read
from presswerk.demo.filling import fill
from presswerk.newsroom.models import (
    ArticlePage,
    AuthorProfile,
    FrontPage,
    Menu,
    PlainPage,
    SectionPage,
    SiteSettings,
)

CONTENT = read()


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """The filled paper, made once for all tests of this file."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        steps: list[tuple[int, int]] = []
        fill(progress=lambda done, of: steps.append((done, of)))
        yield steps
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(filled, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def test_progress_is_told_to_the_end(filled):
    assert filled[-1][0] == filled[-1][1]
    assert [done for done, _of in filled] == list(range(1, len(filled) + 1))


def test_every_article_is_public_and_dated_in_the_past():
    assert ArticlePage.objects.live().count() == len(CONTENT.articles)
    assert not ArticlePage.objects.filter(published_at__gt=timezone.now()).exists()


def test_filling_again_changes_nothing():
    fill()
    assert ArticlePage.objects.count() == len(CONTENT.articles)


def test_no_placeholder_and_no_own_scheme_is_left():
    for article in ArticlePage.objects.all():
        stored = str(article.body.raw_data) + article.lead
        assert "{{" not in stored
        assert "presswerk:" not in stored


def test_translations_know_each_other():
    english = ArticlePage.objects.filter(locale=Locale.objects.get(language_code="en"))
    assert english.count() >= 4
    for article in english:
        assert article.get_translations().count() == 1


def test_fronts_have_lead_and_pins():
    for front in FrontPage.objects.all():
        assert front.lead_article.live
        assert front.pins.count() >= 3
        assert all(pin.article.locale_id == front.locale_id for pin in front.pins.all())


def test_the_frame_is_whole():
    assert SectionPage.objects.filter(locale__language_code="de").count() == len(CONTENT.sections)
    assert PlainPage.objects.live().count() == len(CONTENT.pages)
    assert Menu.objects.filter(items__isnull=False).distinct().count() == 4
    assert (
        AuthorProfile.objects.filter(locale__language_code="de", portrait__isnull=True, kind="staff").count()
        == 0
    )
    paper = SiteSettings.objects.get()
    assert paper.name == "Fährmoorer Bote"
    assert paper.logo is not None


def test_corrections_labels_and_bylines_reach_the_page():
    corrected = ArticlePage.objects.filter(corrections__isnull=False).distinct()
    assert corrected.count() == 2
    assert ArticlePage.objects.get(label="advert").credits.get().author.name == "Stadtwerke Fährmoor"
    assert (
        ArticlePage.objects.get(title=CONTENT.articles["bruecke-riss-hintergrund"].headline).credits.count()
        == 2
    )


def test_pages_answer(client):
    for article in ArticlePage.objects.all():
        assert client.get(article.url, HTTP_HOST="127.0.0.1").status_code == 200, article.title
    for page in [*FrontPage.objects.all(), *SectionPage.objects.all(), *PlainPage.objects.live()]:
        assert client.get(page.url, HTTP_HOST="127.0.0.1").status_code == 200, page.title


def test_debates_stand_below_their_articles_and_none_is_in_the_future():
    from presswerk.comments.models import Comment, Debate

    written = sum(len(debate) for debate in CONTENT.debates.values())
    assert Comment.objects.count() == written >= 90
    assert not Comment.objects.filter(submitted_at__gt=timezone.now()).exists()
    assert max(Debate.objects.values_list("comments", flat=True)) >= 60
    assert Comment.objects.filter(is_visible=True).count() == written
    assert Comment.objects.filter(shows_text=True).count() == written - 2
