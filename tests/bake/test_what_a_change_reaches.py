"""Each a change that once left an old page in the store."""

import pytest
from django.core.handlers.wsgi import WSGIHandler

from presswerk.bake.applier import catch_up
from presswerk.bake.front.plan import Plan
from presswerk.bake.store import Address, open_store
from presswerk.newsroom.models import ArticleNumber, ArticlePage, Correction
from presswerk.newsroom.queries.parts import PART, part_of
from presswerk.site.renewing import render
from tests import world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def kept(tmp_path, settings, paper):
    """Whether the store's page at an address is fresh after a change; bakes it the first time."""
    settings.BAKE_FOLDER, settings.FRONT_PLAN = tmp_path / "bake", tmp_path / "front.json"
    Plan(hosts={"localhost": "localhost"}).save(settings.FRONT_PLAN)
    store = open_store(settings.BAKE_FOLDER)

    def bake(path: str):
        catch_up(store)
        address = Address("localhost", path)
        assert render(WSGIHandler(), address) == 200
        assert store.find(address.key).is_fresh

        def is_fresh() -> bool:
            catch_up(store)
            found = store.find(address.key)
            return found is not None and found.is_fresh

        return is_fresh

    return bake


def test_a_correction_past_all_actions_dates_the_sitemap_anew(kept, politik):
    article = world.make_article(politik)
    is_fresh = kept(f"/sitemap-articles-{part_of(article.number)}.xml")
    Correction.objects.bulk_create([Correction(article=article, text="Das war falsch.")])
    assert not is_fresh()


def test_the_only_article_of_a_shard_taken_back_past_all_actions_changes_the_index(kept, politik):
    ArticleNumber.claim([PART * 3])
    world.make_article(politik)
    article = ArticlePage.objects.get(number=PART * 3 + 1)
    is_fresh = kept("/sitemap.xml")
    ArticlePage.objects.filter(pk=article.pk).update(live=False)
    assert not is_fresh()
