"""What a page reads is seen: rows by their loading, and all else must be asked for in a named query."""

import pytest
from django.db import connection

from presswerk import bake
from presswerk.bake.reading import UnnamedRead, watching_statements
from presswerk.newsroom.models import ArticlePage, SectionPage, Topic
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def by_raw_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute('SELECT name FROM "newsroom_topic"')


UNNAMED = {
    "values": lambda: list(Topic.objects.values("name")),
    "values_list": lambda: list(Topic.objects.values_list("name")),
    "count": lambda: Topic.objects.count(),
    "exists": lambda: Topic.objects.exists(),
    "a list": lambda: list(Topic.objects.all()),
    "a join": lambda: list(ArticlePage.topics.through.objects.values("topic__name")),
    "a subquery": lambda: list(SectionPage.objects.filter(pk__in=Topic.objects.values("pk"))),
    "raw SQL": by_raw_sql,
}


@pytest.mark.parametrize("name", list(UNNAMED))
def test_an_unnamed_read_is_an_error_where_somebody_sees_it(paper, name):
    with bake.collecting(), watching_statements(strict=True), pytest.raises(UnnamedRead, match="newsroom_"):
        UNNAMED[name]()


@pytest.mark.parametrize("name", list(UNNAMED))
def test_an_unnamed_read_keeps_the_page_out_of_the_bake_elsewhere(paper, name):
    with bake.collecting() as collected, watching_statements(strict=False):
        UNNAMED[name]()
    assert "newsroom_" in collected.kept_from_bake


@pytest.mark.parametrize("name", list(UNNAMED))
def test_a_named_query_may_read_what_it_likes(paper, name):
    with bake.collecting() as collected, watching_statements(strict=True):
        bake.named_query(UNNAMED[name])()
    assert collected.kept_from_bake == ""


def test_nobody_looks_when_nothing_is_collected(paper):
    with watching_statements(strict=True):
        for read in UNNAMED.values():
            read()


def test_a_loaded_row_names_itself_and_what_it_inherits_from(politik):
    article = world.make_article(politik)
    with bake.collecting() as collected:
        ArticlePage.objects.select_related("section").get(pk=article.pk)
    assert {f"page:{article.pk}", f"page:{politik.pk}"} <= collected.tags


def test_a_row_with_deferred_columns_names_itself(politik):
    article = world.make_article(politik)
    with bake.collecting() as collected:
        ArticlePage.objects.only("title").get(pk=article.pk)
    assert f"page:{article.pk}" in collected.tags


def test_writing_is_no_reading(paper):
    with bake.collecting() as collected, watching_statements(strict=True):
        Topic.objects.filter(name="x").update(name="y")
    assert collected.kept_from_bake == ""
