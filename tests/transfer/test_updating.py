"""A line that has changed updates its article."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Revision

from presswerk.bake.models import Purge
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import ArchiveDay, ArticlePage, Listing
from presswerk.transfer.report import Outcome

from .conftest import line

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def article(bring) -> ArticlePage:
    bring(line(kicker="Hochwasser", authors=["Anna"], topics=["Weser"], slug="wehr"))
    return ArticlePage.objects.get()


def test_a_changed_line_is_a_new_revision_with_a_purge(bring, article):
    Purge.objects.all().delete()
    report = bring(line(headline="Das Wehr ist wieder zu", slug="wehr"))
    assert report.outcomes == {Outcome.UPDATED: 1}
    after = ArticlePage.objects.get()
    assert (after.pk, after.number, after.title) == (article.pk, article.number, "Das Wehr ist wieder zu")
    assert Revision.objects.filter(object_id=str(article.pk)).count() == 2
    assert f"page:{article.pk}" in set(Purge.objects.values_list("tag", flat=True))
    assert bring(line(headline="Das Wehr ist wieder zu", slug="wehr")).outcomes == {Outcome.UNCHANGED: 1}


def test_what_the_line_no_longer_names_stays_as_it_is(bring, article):
    bring(line(headline="Neu"))
    after = ArticlePage.objects.get()
    assert after.kicker == "Hochwasser"
    assert [str(credit) for credit in after.byline] == ["Anna"]
    assert [topic.name for topic in after.topics.all()] == ["Weser"]
    assert after.readable_slug == "wehr"


def test_everything_that_it_names_follows(bring, article):
    bring(
        line(
            section="Sport",
            published="2023-05-01T10:00:00Z",
            slug="anders",
            authors=["Ben"],
            topics=["Elbe"],
            body="<p>Neuer Text.</p>",
        )
    )
    after = ArticlePage.objects.get()
    assert after.url == f"/sport/anders-{article.number}/"
    assert after.published_at == datetime(2023, 5, 1, 10, tzinfo=UTC)
    assert [str(credit) for credit in after.byline] == ["Ben"]
    assert [topic.name for topic in after.topics.all()] == ["Elbe"]
    assert after.plain_text == "Neuer Text."
    assert set(Listing.objects.values_list("published_at", flat=True)) == {after.published_at}
    assert [day.day.isoformat() for day in ArchiveDay.objects.filter(articles__gt=0)] == ["2023-05-01"]


def test_nobodys_draft_is_overwritten(bring, article):
    anna = get_user_model().objects.create_superuser(email="anna@blatt.example", password="x")
    draft = article.get_latest_revision_as_object()
    draft.title = "Woran Anna schreibt"
    draft.save_revision(user=anna)
    report = bring(line(headline="Neu", slug="wehr"))
    assert report.outcomes == {Outcome.REFUSED: 1}
    assert "not public yet" in report.refusals[0].sentence
    after = ArticlePage.objects.get()
    assert after.title == "Das Wehr 1 ist wieder offen"
    assert after.get_latest_revision_as_object().title == "Woran Anna schreibt"
    publishing.publish(after, by=anna)
    assert bring(line(headline="Neu", slug="wehr")).outcomes == {Outcome.UPDATED: 1}


def test_a_locked_article_is_left_alone(bring, article):
    ArticlePage.objects.update(locked=True)
    assert bring(line(headline="Neu")).outcomes == {Outcome.REFUSED: 1}


def test_a_number_never_changes(bring, article):
    report = bring(line(number=article.number + 1000))
    assert report.outcomes == {Outcome.REFUSED: 1}
    assert bring(line(number=article.number)).outcomes == {Outcome.UPDATED: 1}


def test_a_line_may_take_its_article_back_and_bring_it_back(bring, article, reader):
    assert bring(line(live=False)).outcomes == {Outcome.UPDATED: 1}
    assert not ArticlePage.objects.get().live
    assert not Listing.objects.exists()
    assert bring(line(live=True)).outcomes == {Outcome.UPDATED: 1}
    assert ArticlePage.objects.get().live
    assert ArticlePage.objects.get().published_at == article.published_at


def test_a_scheduled_article_may_be_put_off_or_brought_forward(bring):
    first, second = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    bring(line(published=first.isoformat()))
    bring(line(published=second.isoformat()))
    approved = Revision.objects.exclude(approved_go_live_at=None)
    assert [revision.approved_go_live_at for revision in approved] == [second]
    bring(line(published="2024-01-01T00:00:00Z"))
    after = ArticlePage.objects.get()
    assert after.live
    assert after.published_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
