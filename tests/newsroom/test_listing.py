"""Where an article is listed, and that every change of it is followed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from wagtail.models import Page, PageViewRestriction

from presswerk.bake.models import Purge
from presswerk.newsroom.actions import deleting, listing, moving, publishing
from presswerk.newsroom.models import ArchiveDay, ArticlePage, Listing
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
BERLIN = ZoneInfo("Europe/Berlin")


def places(article) -> set[tuple[str, int]]:
    return {
        (Listing.Kind(row.kind).name, row.target_id) for row in Listing.objects.filter(article_id=article.pk)
    }


def test_a_draft_is_listed_nowhere(politik):
    assert places(world.make_draft(politik)) == set()


def test_an_article_is_listed_in_its_section_and_all_above_it_under_authors_and_topics(paper, politik, sport):
    stadtrat = world.make_section("Stadtrat", parent=politik)
    anna, hafen = world.make_author(), world.make_topic()
    article = world.make_article(stadtrat, authors=[anna], topics=[hafen], further_sections=[sport])
    assert places(article) == {
        ("EDITION", paper.locale_id),
        ("SECTION", stadtrat.pk),
        ("SECTION", politik.pk),
        ("SECTION", sport.pk),
        ("AUTHOR", anna.pk),
        ("TOPIC", hafen.pk),
    }


def test_publishing_a_change_of_topics_changes_the_lists(politik):
    hafen, rat = world.make_topic("Hafen"), world.make_topic("Rat")
    article = world.make_article(politik, topics=[hafen])
    article.topics = [rat]
    article.save_revision().publish()
    assert ("TOPIC", rat.pk) in places(article)
    assert ("TOPIC", hafen.pk) not in places(article)


def test_a_draft_change_changes_no_list(politik):
    hafen = world.make_topic("Hafen")
    article = world.make_article(politik, topics=[hafen])
    article.topics = []
    article.save_revision()
    assert ("TOPIC", hafen.pk) in places(article)


def test_unpublishing_takes_it_from_all_lists_with_a_hard_purge(politik):
    article = world.make_article(politik)
    Purge.objects.all().delete()
    publishing.unpublish(article)
    assert places(article) == set()
    hard = set(Purge.objects.filter(strength="hard").values_list("tag", flat=True))
    assert {f"page:{article.pk}", f"list:{Listing.Kind.SECTION}:{politik.pk}"} <= hard


def test_moving_changes_the_section_and_its_lists(politik, sport):
    article = world.make_article(politik)
    moving.move(article, sport)
    article = ArticlePage.objects.get(pk=article.pk)
    assert article.section_id == sport.pk
    assert ("SECTION", sport.pk) in places(article)
    assert ("SECTION", politik.pk) not in places(article)
    assert article.url.startswith("/sport/")


def test_a_later_publication_does_not_bring_back_the_old_section(politik, sport):
    article = world.make_article(politik)
    article.save_revision()
    moving.move(article, sport)
    publishing.publish(ArticlePage.objects.get(pk=article.pk))
    assert ArticlePage.objects.get(pk=article.pk).section_id == sport.pk


def test_a_moved_section_takes_its_articles_lists_along(politik, sport):
    stadtrat = world.make_section("Stadtrat", parent=politik)
    article = world.make_article(stadtrat)
    stadtrat.move(sport, pos="last-child")
    moving.relist_below.call(Page.objects.get(pk=stadtrat.pk).path)
    assert ("SECTION", sport.pk) in places(article)
    assert ("SECTION", politik.pk) not in places(article)


def test_deleting_leaves_no_row(politik):
    article = world.make_article(politik)
    deleting.delete(article)
    assert not Listing.objects.exists()
    assert not ArchiveDay.objects.filter(articles__gt=0).exists()


def test_the_archive_counts_days_in_the_papers_time_zone(paper, politik):
    late = datetime(2026, 3, 1, 0, 30, tzinfo=BERLIN)
    world.make_article(politik, published_at=late)
    world.make_article(politik, published_at=late - timedelta(hours=1))
    assert dict(ArchiveDay.objects.values_list("day", "articles")) == {
        late.date(): 1,
        (late - timedelta(days=1)).date(): 1,
    }
    ArchiveDay.objects.all().delete()
    listing.recount_all(paper.locale_id)
    assert ArchiveDay.objects.count() == 2


def test_relisting_in_bulk_gives_the_same_rows_as_one_by_one(politik, sport):
    anna, hafen = world.make_author(), world.make_topic()
    articles = world.make_articles(5, politik, authors=[anna], topics=[hafen], further_sections=[sport])
    one_by_one = {article.pk: places(article) for article in articles}
    Listing.objects.all().delete()
    listing.relist([article.pk for article in articles])
    assert {article.pk: places(article) for article in articles} == one_by_one


def test_a_restricted_section_is_in_no_list_and_asks_for_a_login(politik, sport, reader):
    article = world.make_article(politik, "Nur für das Haus")
    world.make_article(sport, "Für alle")
    PageViewRestriction.objects.create(page=politik, restriction_type=PageViewRestriction.LOGIN)
    front = reader.get("/").content.decode()
    assert "Für alle" in front
    assert "Nur für das Haus" not in front
    assert reader.get(article.url).status_code == 302
    assert "login/?next=/politik/" in reader.get(article.url)["Location"]


def test_a_failing_listing_takes_the_publication_back(politik, monkeypatch):
    draft = world.make_draft(politik)

    def fail(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(listing, "recount", fail)
    with pytest.raises(RuntimeError):
        publishing.publish(draft)
    draft = ArticlePage.objects.get(pk=draft.pk)
    assert not draft.live
    assert draft.published_at is None
    assert not Listing.objects.exists()
