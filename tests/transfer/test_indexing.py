"""The search and reference indexes learn what was imported, whenever and however often they are asked."""

import pytest
from wagtail.models import ReferenceIndex

from presswerk.bake.models import Purge
from presswerk.newsroom.models import ArchiveDay, ArticlePage, AuthorProfile
from presswerk.newsroom.queries.search import search
from presswerk.transfer.loading import finishing, indexing
from presswerk.transfer.models import ImportedItem

from .conftest import line

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def waiting() -> int:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(task_path=indexing.index_imported.module_path, status="READY").count()


@pytest.fixture
def imported(bring, monkeypatch):
    monkeypatch.setattr(indexing, "CHUNK", 3)
    bring(*[line(number, authors=["Anna"]) for number in range(1, 9)])


def test_an_import_asks_once_for_indexing(imported, bring):
    bring(line(20))
    assert waiting() == 1


def test_the_search_finds_what_was_imported_after_the_job(imported, paper):
    assert search(paper.locale_id, "Wehr")[0] == []
    indexing.index_imported.call()
    assert len(search(paper.locale_id, "Wehr")[0]) == 8
    assert not ImportedItem.objects.filter(is_indexed=False).exists()


def test_the_newsroom_sees_where_an_author_is_used(imported):
    indexing.index_all()
    anna = AuthorProfile.objects.get()
    assert ReferenceIndex.get_references_to(anna).count() == 8


def test_the_job_stops_in_time_and_goes_on(imported, monkeypatch):
    monkeypatch.setattr(indexing, "TASK_SECONDS", -1.0)
    indexing.index_imported.call()
    assert ImportedItem.objects.filter(is_indexed=True).count() == 3
    assert waiting() == 2


def test_it_does_what_an_import_that_died_left_undone(bring, monkeypatch):
    def die(locale_ids):
        raise KeyboardInterrupt

    monkeypatch.setattr(finishing, "finish", die)
    with pytest.raises(KeyboardInterrupt):
        bring(line())
    assert not ArchiveDay.objects.exists()
    Purge.objects.all().delete()
    indexing.go_on()
    assert waiting() == 1
    indexing.index_imported.call()
    assert ArchiveDay.objects.count() == 1
    assert Purge.objects.filter(tag="*", strength="wait").exists()


def test_articles_that_are_gone_by_then_hold_nothing_up(imported):
    ArticlePage.objects.first().delete()
    indexing.index_all()
    assert not ImportedItem.objects.filter(is_indexed=False).exists()


def test_nothing_is_asked_for_when_there_is_nothing_to_do(paper):
    indexing.go_on()
    assert waiting() == 0
