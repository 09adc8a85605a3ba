"""The date of a shard in the index: what moves it, and what leaves it alone."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction

from presswerk.bake.models import Purge
from presswerk.newsroom.actions import correcting, deleting, moving, publishing
from presswerk.newsroom.models import ArticleNumber, ArticlePage
from presswerk.newsroom.queries.parts import bounds, part_of
from presswerk.syndication.models import SitemapShard
from presswerk.syndication.sitemaps import shards
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LONG_AGO = timezone.now().replace(microsecond=0) - timedelta(days=30)


@pytest.fixture
def article(politik) -> ArticlePage:
    """The only article of its shard."""
    return world.make_article(politik)


@pytest.fixture
def own(article) -> int:
    """The shard of the article."""
    return part_of(article.number)


@pytest.fixture(autouse=True)
def other(article, politik) -> int:
    """The shard of another article; both shards are old, and nothing has been purged yet."""
    ArticleNumber.claim([article.number + 25_000])
    another = world.make_article(politik)
    SitemapShard.objects.update(changed_at=LONG_AGO)
    Purge.objects.all().delete()
    return part_of(another.number)


def moved() -> set[int]:
    """The shards whose date is a new one."""
    return set(SitemapShard.objects.filter(changed_at__gt=LONG_AGO).values_list("number", flat=True))


def purged() -> dict[str, str]:
    return dict(Purge.objects.filter(tag__startswith="sitemap").values_list("tag", "strength"))


def test_the_index_shows_the_dates_of_the_shards(own, other, reader):
    document = etree.fromstring(reader.get("/sitemap.xml").content)
    dates = {line[0].text.rsplit("/", 1)[1]: line[1].text for line in document if len(line) == 2}
    assert set(dates) == {f"sitemap-articles-{own}.xml", f"sitemap-articles-{other}.xml"}
    assert {datetime.fromisoformat(date) for date in dates.values()} == {LONG_AGO}


def republish(article, sport):
    article.save_revision().publish()


def correct(article, sport):
    correcting.correct(article, "Der Name war falsch.")


def move(article, sport):
    moving.move(article, sport)


@pytest.mark.parametrize("change", [republish, correct, move])
def test_a_change_of_an_article_moves_its_shard_alone(article, own, other, sport, change):
    change(article, sport)
    assert moved() == {own}
    assert purged()[shards.tag(own)] == "soft"
    assert {"sitemap", "sitemap:lists"} < set(purged())
    assert shards.tag(other) not in purged()


@pytest.mark.parametrize("change", [publishing.unpublish, deleting.delete])
def test_what_goes_away_goes_from_the_sitemap_at_once(article, own, change):
    change(article)
    assert moved() == {own}
    assert purged()[shards.tag(own)] == "hard"


def test_a_draft_moves_nothing(article, politik):
    draft = world.make_draft(politik)
    draft.lead = "Anders."
    draft.save_revision()
    draft.delete()
    assert moved() == set()


def test_new_addresses_by_the_thousand_move_every_shard(own, other, politik):
    politik.slug = "innenpolitik"
    politik.save_revision().publish()
    assert moved() == {own, other}


def test_a_section_moved_to_another_moves_every_shard(own, other, politik, sport):
    politik.move(sport, pos="last-child")
    assert moved() == {own, other}


def test_a_restriction_moves_every_shard_at_once(own, other, politik):
    PageViewRestriction.objects.create(page=politik, restriction_type=PageViewRestriction.LOGIN)
    assert moved() == {own, other}
    assert purged()[shards.tag(other)] == "hard"


def test_other_work_on_a_section_moves_no_shard(article, politik):
    politik.lead = "Aus Rat und Land."
    politik.save_revision().publish()
    assert moved() == set()
    assert "sitemap:lists" in purged()


def test_authors_and_topics_renew_the_lists_alone(article):
    world.make_author()
    world.make_topic()
    assert moved() == set()
    assert set(purged()) == {"sitemap", "sitemap:lists"}


def test_a_change_that_fails_leaves_the_date_alone(article):
    with transaction.atomic():
        publishing.unpublish(article)
        transaction.set_rollback(True)
    assert moved() == set()


def test_an_import_tells_of_many_numbers_at_once(own, django_assert_num_queries):
    first, _end = bounds(own)
    with transaction.atomic(), django_assert_num_queries(2):
        shards.articles_changed(range(first + 5_000, first + 45_000, 100))
    assert moved() == set(range(own, own + 5))
