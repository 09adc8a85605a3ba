"""What the bulk path writes is what saving and publishing one by one would write."""

import json

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Revision

from presswerk.newsroom.actions import listing, publishing
from presswerk.newsroom.models import ArticlePage, Credit, Listing, SectionPage
from presswerk.transfer.loading import bulk
from presswerk.transfer.report import Outcome
from tests import world

from .conftest import line

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def problems() -> list:
    return [problem for kind in Page.find_problems() for problem in kind]


def test_the_tree_is_sound_after_several_imports_among_the_editors_pages(bring, politik):
    world.make_article(politik)
    bring(*[line(number, section="Politik" if number % 3 else "Politik/Inland") for number in range(1, 420)])
    world.make_article(politik)
    bring(*[line(number) for number in range(500, 520)])
    world.make_section("Wirtschaft", parent=politik)
    assert problems() == []
    assert (
        SectionPage.objects.get(pk=politik.pk).numchild
        == 2 + 2 + len([n for n in range(1, 420) if n % 3]) + 20
    )


def test_rows_are_those_of_an_article_published_one_by_one(bring, politik):
    anna, weser = world.make_author("Anna"), world.make_topic("Weser")
    bring(line(authors=["Anna"], topics=["Weser"], slug="wehr"))
    imported = ArticlePage.objects.get()
    written = world.make_article(
        politik, imported.title, authors=[anna], topics=[weser], lead="", readable_slug="wehr",
        body=json.dumps(list(imported.body.raw_data)), published_at=imported.published_at,
    )  # fmt: skip
    own = {
        "id", "path", "translation_key", "number", "slug", "url_path", "latest_revision_id",
        "live_revision_id", "page_ptr_id", "first_published_at", "last_published_at",
        "latest_revision_created_at",
    }  # fmt: skip
    rows = {pk: ArticlePage.objects.filter(pk=pk).values().get() for pk in (imported.pk, written.pk)}
    assert {name for name, value in rows[imported.pk].items() if value != rows[written.pk][name]} <= own
    assert set(Listing.objects.filter(article=imported).values_list("kind", "target_id")) == set(
        Listing.objects.filter(article=written).values_list("kind", "target_id")
    )


def test_its_revision_holds_what_the_article_says_and_the_editor_goes_on_from_it(bring):
    bring(line(authors=["Anna"], topics=["Weser"], corrections=[{"text": "Nein.", "at": "2024-05-01"}]))
    article = ArticlePage.objects.get()
    revision = Revision.objects.get(object_id=str(article.pk))
    assert article.live_revision == article.latest_revision == revision
    restored = article.get_latest_revision_as_object()
    assert restored.serializable_data() | {"latest_revision": None, "live_revision": None} == (
        article.serializable_data() | {"latest_revision": None, "live_revision": None}
    )
    credit = Credit.objects.get()
    restored.title = "Das Wehr bleibt offen"
    restored.save_revision()
    publishing.publish(ArticlePage.objects.get(pk=article.pk))
    article = ArticlePage.objects.get()
    assert article.title == "Das Wehr bleibt offen"
    assert [row.pk for row in article.credits.all()] == [credit.pk]


def test_the_editor_opens_publishes_moves_and_deletes_an_imported_article(bring, client, django_user_model):
    bring(line(authors=["Anna"], topics=["Weser"]))
    article = ArticlePage.objects.get()
    anna = django_user_model.objects.create_superuser(email="anna@blatt.example", password="x")
    client.force_login(anna)
    answer = client.get(f"/admin/pages/{article.pk}/edit/")
    assert answer.status_code == 200
    assert "Wehr 1" in answer.content.decode()
    sport = world.make_section("Sport")
    article.move(sport, pos="last-child")
    ArticlePage.objects.get().delete()
    assert problems() == []


def test_lists_are_those_that_relisting_gives(bring):
    bring(*[line(number, authors=["Anna"], topics=["Weser"], section="A/B") for number in range(1, 6)])
    before = set(Listing.objects.values_list("kind", "target_id", "article_id", "published_at"))
    Listing.objects.all().delete()
    listing.relist(list(ArticlePage.objects.values_list("pk", flat=True)))
    assert set(Listing.objects.values_list("kind", "target_id", "article_id", "published_at")) == before
    assert len(before) == 5 * 5


def test_an_article_that_the_database_refuses_loses_only_itself(bring, monkeypatch):
    store = bulk.store

    def refuse_some(batch, source):
        if any(ready.candidate.external_id in ("a-7", "a-20") for ready in batch):
            raise DataError("value too long")
        store(batch, source)

    monkeypatch.setattr(bulk, "store", refuse_some)
    report = bring(*[line(number) for number in range(1, 31)])
    assert report.outcomes == {Outcome.CREATED: 28, Outcome.REFUSED: 2}
    assert {remark.external_id for remark in report.refusals} == {"a-7", "a-20"}
    assert problems() == []


def test_statements_do_not_grow_with_the_articles_of_a_batch(bring):
    bring(line(1000))
    counts = []
    for first, last in ((1, 11), (11, 31)):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            bring(*[line(number) for number in range(first, last)])
        counts.append(len(captured))
    # A few more INSERTs, because SQLite takes so many values in one; nothing like one an article.
    assert counts[1] - counts[0] < 10
