"""What Django answers to the front is kept with all it depends on; everything else is not."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from wagtail.models import PageViewRestriction

from presswerk import bake
from presswerk.bake.applier import catch_up
from presswerk.bake.front.plan import Plan
from presswerk.bake.store import Address, open_store
from presswerk.site.renewing import render
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)
HOST = "localhost"


@pytest.fixture
def store(tmp_path, settings, paper):
    settings.BAKE_FOLDER = tmp_path / "bake"
    settings.FRONT_PLAN = tmp_path / "front.json"
    Plan(hosts={HOST: HOST}).save(settings.FRONT_PLAN)
    store = open_store(settings.BAKE_FOLDER)
    catch_up(store)
    return store


def ask(path: str, query: str = "") -> tuple[int, Address]:
    address = Address(HOST, path, query)
    return render(WSGIHandler(), address), address


def test_a_page_is_kept_with_its_tags(store, politik):
    article = world.make_article(politik)
    catch_up(store)
    status, address = ask(article.url)
    assert status == 200
    assert {f"page:{article.pk}", f"number:{article.number}", "paper"} <= set(
        store.describe(address.key).tags
    )
    assert store.find(address.key).is_fresh


def test_a_permanent_redirect_is_kept_and_an_unknown_address_is_not(store, politik):
    article = world.make_article(politik)
    catch_up(store)
    status, address = ask(f"/politik/anders-{article.number}/")
    assert status == 301
    assert dict(store.find(address.key).kept.headers)["Location"] == article.url
    status, address = ask("/politik/nirgends/")
    assert status == 404
    assert store.find(address.key) is None


def test_a_deleted_article_is_kept_as_gone(store, politik):
    article = world.make_article(politik)
    address = Address(HOST, article.url)
    article.delete()
    catch_up(store)
    render(WSGIHandler(), address)
    assert store.find(address.key).kept.status == 410


def test_what_is_restricted_or_a_readers_own_is_not_kept(store, politik):
    article = world.make_article(politik)
    PageViewRestriction.objects.create(page=politik.page_ptr, restriction_type="login")
    catch_up(store)
    for path, query in ((article.url, ""), (politik.url, ""), ("/suche/", "q=Rat")):
        _status, address = ask(path, query)
        assert store.find(address.key) is None, path


def test_an_unnamed_read_keeps_the_page_out_in_production(store, politik, settings, monkeypatch):
    from presswerk.newsroom.models import Topic
    from presswerk.newsroom.views import sections

    settings.BAKE_STRICT = False
    real = sections.section_context
    monkeypatch.setattr(
        sections, "section_context", lambda *given: real(*given) | {"count": Topic.objects.count()}
    )
    status, address = ask(politik.url)
    assert status == 200
    assert store.find(address.key) is None


def test_without_the_fronts_token_nothing_is_kept(store, politik, reader):
    assert (
        reader.get(
            politik.url,
            headers={"X-Presswerk-Bake": "made up", "X-Presswerk-Address": "//localhost/politik/"},
        ).status_code
        == 200
    )
    assert store.status().pages == 0


def test_a_page_that_ends_by_itself_says_when(store, politik):
    from datetime import timedelta

    from django.utils import timezone

    from presswerk.newsroom.actions import pinning

    until = timezone.now() + timedelta(hours=1)
    pinning.pin(world.make_article(politik), world.found_paper(), until=until)
    catch_up(store)
    _status, address = ask("/")
    assert store.describe(address.key).expires_at == pytest.approx(until.timestamp())


def test_a_change_during_the_rendering_leaves_no_fresh_page(store, politik, monkeypatch):
    from presswerk.newsroom.views import sections

    real = sections.section_context

    def changed_meanwhile(*given):
        context = real(*given)
        with bake.naming(), transaction.atomic():
            bake.changed("sections")
        with bake.naming():  # another process would do it
            catch_up(store)
        return context

    monkeypatch.setattr(sections, "section_context", changed_meanwhile)
    _status, address = ask(politik.url)
    assert not store.find(address.key).is_fresh
