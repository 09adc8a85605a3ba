"""Publishing and expiring at the moment that an editor chose."""

from datetime import timedelta

import pytest
from django.utils import timezone

from presswerk.jobs.models import TimedJob
from presswerk.newsroom.actions import publishing, scheduling
from presswerk.newsroom.models import ArticlePage, Listing
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def schedule(politik, in_minutes: int = 30, **fields) -> ArticlePage:
    moment = timezone.now() + timedelta(minutes=in_minutes)
    return publishing.publish(world.make_draft(politik, go_live_at=moment, **fields))


def test_a_scheduled_article_is_nowhere_before_its_moment(politik, reader):
    article = schedule(politik)
    assert not article.live
    assert not Listing.objects.exists()
    assert reader.get(f"/politik/{article.number}/").status_code == 404


def test_the_clock_is_asked_for_its_moment(politik):
    article = schedule(politik)
    job = TimedJob.objects.get(name=scheduling.DUE)
    assert job.due_at == article.go_live_at


def test_it_goes_public_at_its_moment_and_bears_it(politik, reader):
    article = schedule(politik)
    assert scheduling.run_due(article.go_live_at - timedelta(seconds=1)) == 0
    ArticlePage.objects.filter(pk=article.pk).update(go_live_at=timezone.now() - timedelta(seconds=1))
    revision = article.latest_revision
    revision.content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.save()
    assert scheduling.run_due() == 1
    article = ArticlePage.objects.get(pk=article.pk)
    assert article.live
    assert article.published_at == article.go_live_at
    assert article.published_at <= article.first_published_at
    assert reader.get(article.url).status_code == 200


def test_an_update_older_than_the_publication_is_dropped(politik):
    article = world.make_draft(politik, updated_at=timezone.now() - timedelta(days=2))
    article = publishing.publish(article)
    assert article.updated_at is None
    assert not article.is_substantially_updated


def test_it_expires_at_its_moment(politik, reader):
    article = world.make_article(politik, expire_at=timezone.now() + timedelta(minutes=5))
    assert TimedJob.objects.filter(due_at=article.expire_at).exists()
    assert scheduling.run_due(article.expire_at + timedelta(seconds=1)) == 1
    article = ArticlePage.objects.get(pk=article.pk)
    assert article.expired
    assert not article.live
    assert reader.get(f"/politik/{article.number}/").status_code == 404


def test_one_that_fails_stops_no_other(politik, monkeypatch):
    first, second = schedule(politik), schedule(politik)
    past = timezone.now() - timedelta(seconds=1)
    for article in (first, second):
        revision = article.latest_revision
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
    real = publishing.publish_revision

    def fail_for_first(revision, **kwargs):
        if str(revision.object_id) == str(first.pk):
            raise RuntimeError("broken")
        real(revision, **kwargs)

    monkeypatch.setattr(publishing, "publish_revision", fail_for_first)
    assert scheduling.run_due() == 1
    assert ArticlePage.objects.get(pk=second.pk).live
    assert not ArticlePage.objects.get(pk=first.pk).live


def test_more_than_one_look_can_take_gets_another_turn(politik, monkeypatch):
    monkeypatch.setattr(scheduling, "MOST_AT_ONCE", 2)
    past = timezone.now() - timedelta(seconds=1)
    for article in [schedule(politik) for _number in range(3)]:
        revision = article.latest_revision
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
    TimedJob.objects.all().delete()
    scheduling.run_due_in_turns()
    assert ArticlePage.objects.filter(live=True).count() == 2
    assert TimedJob.objects.filter(name=scheduling.DUE).exists()
    scheduling.run_due_in_turns()
    assert ArticlePage.objects.filter(live=True).count() == 3
