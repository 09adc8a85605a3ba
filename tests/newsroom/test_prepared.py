"""Prepared queries answer as the querysets that they were made of, and are put into SQL once."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from presswerk.newsroom.models import ArticlePage, Listing, Menu, MenuItem, SectionPage
from presswerk.newsroom.prepared import Prepared, insert, prepared
from presswerk.newsroom.queries import editions, listing, menu_items
from presswerk.newsroom.queries import teasers as teaser_queries
from presswerk.newsroom.queries.articles import _topics_of, _with_number
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def state(instance, above: tuple = ()) -> dict:
    """What was loaded, with the objects that came along."""
    loaded = {name: value for name, value in vars(instance).items() if not name.startswith("_")}
    related = {
        name: state(value, (*above, instance)) if hasattr(value, "_state") else value
        for name, value in instance._state.fields_cache.items()
        if value not in above
    }
    return loaded | {"related": related, "deferred": instance.get_deferred_fields()}


@pytest.fixture
def article(politik):
    return world.make_article(
        politik, authors=[world.make_author()], topics=[world.make_topic("Hafen"), world.make_topic("Rat")]
    )


def test_rows_become_the_same_objects_as_from_the_queryset(article, politik):
    cases: list[tuple[Prepared[Any], list[Any], dict[str, Any]]] = [
        (_with_number, [article.number], {}),
        (_topics_of, [article.pk], {}),
        (teaser_queries._with_these_keys, [[article.pk]], {}),
        (teaser_queries._credits, [[article.pk]], {}),
        (teaser_queries._newest, [politik.pk], {"kind": Listing.Kind.SECTION.value, "most": 3}),
        (editions.fronts, [], {}),
        (editions._sites, [], {}),
    ]
    for query, arguments, constants in cases:
        for _time in range(2):
            found = [state(row) for row in query(*arguments, **constants)]
            expected = [state(row) for row in query._build(*arguments, **constants)]
            assert found == expected, query
            assert found, query


def test_tuples_are_those_of_values_list(paper, politik):
    items = menu_items._items
    menu = Menu.objects.create(place=Menu.Place.MAIN, locale_id=paper.locale_id)
    MenuItem.objects.create(menu=menu, page=politik, sort_order=1)
    MenuItem.objects.create(menu=menu, label="Anderswo", address="https://other.example/", sort_order=2)
    assert items(paper.locale_id) == list(items._build(paper.locale_id))
    assert [row[1] for row in items(paper.locale_id)] == ["", "Anderswo"]


def test_a_statement_is_compiled_once_whatever_the_parameters(politik, monkeypatch):
    articles = world.make_articles(5, politik)
    found = prepared(lambda ids: ArticlePage.objects.filter(pk__in=ids).order_by("pk"))
    assert [article.pk for article in found([articles[0].pk])] == [articles[0].pk]
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *_arguments, **_more: pytest.fail("compiled again"))
    keys = sorted(article.pk for article in articles)
    assert [article.pk for article in found(keys)] == keys


def test_no_keys_ask_for_nothing():
    found = prepared(lambda ids: ArticlePage.objects.filter(pk__in=ids))
    with CaptureQueriesContext(connection) as captured:
        assert found([]) == []
    assert not captured.captured_queries


def test_a_string_is_a_parameter_and_no_part_of_the_statement(politik):
    found = prepared(lambda slug: SectionPage.objects.filter(slug=slug))
    assert [section.pk for section in found(politik.slug)] == [politik.pk]
    assert found("x' OR '1'='1") == []


def test_a_parameter_that_does_not_arrive_is_refused_at_once(politik):
    lost = prepared(lambda key: SectionPage.objects.filter(path__gt="0"))
    with pytest.raises(TypeError, match="does not reach the database"):
        lost(politik.pk)


def test_prefetching_is_refused():
    def build(key: int) -> QuerySet:
        return ArticlePage.objects.filter(pk=key).prefetch_related("topics")

    with pytest.raises(TypeError, match="cannot prefetch"):
        prepared(build)(1)


def test_a_list_stays_in_order_and_keeps_out_what_is_not_public(politik):
    first, second, third = world.make_articles(3, politik)
    ArticlePage.objects.filter(pk=second.pk).update(live=False)
    in_order = sorted([first, third], key=lambda article: (article.published_at, article.pk), reverse=True)
    assert listing.newest(Listing.Kind.SECTION, politik.pk).articles == in_order


def test_a_row_is_inserted_as_save_would_insert_it(paper):
    menu = Menu(place=Menu.Place.MAIN, locale_id=paper.locale_id)
    insert(menu)
    assert state(Menu.objects.get()) == state(menu)
    assert not menu._state.adding


def test_a_key_that_is_given_is_kept(paper):
    insert(Menu(pk=4711, place=Menu.Place.MAIN, locale_id=paper.locale_id))
    assert Menu.objects.get().pk == 4711


def test_postgresql_plans_a_prepared_query_once(article):
    for _time in range(3):
        assert _with_number(article.number)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%number%"]
            )
            assert cursor.fetchone()[0] > 0
