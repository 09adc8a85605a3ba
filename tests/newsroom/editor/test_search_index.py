"""What choosers and listings find, and that no typing breaks them."""

import pytest
from django.db import connection
from wagtail.search.backends import get_search_backend

from presswerk.newsroom.models import ArticlePage, Topic
from presswerk.newsroom.search_index.matching import newest_matching_ids
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def written(politik) -> dict[str, ArticlePage]:
    """Three indexed articles by a word of their headlines."""
    articles = {
        "Haushalt": world.make_article(politik, "Stadt beschließt den Haushalt", lead="Der Rat sagt Ja."),
        "Brücke": world.make_article(politik, "Brücke bleibt gesperrt", lead="Der Haushalt gibt nichts her."),
        "Segler": world.make_draft(politik, "Segler warten auf Wind", lead="Nichts bewegt sich."),
    }
    world.run_tasks()
    return articles


def found(text: str) -> list[int]:
    return newest_matching_ids(ArticlePage, text, 100)


def test_beginnings_of_words_find_headlines_leads_and_bodies_also_of_drafts(written):
    assert found("haush") == [written["Brücke"].pk, written["Haushalt"].pk]
    assert found("Segl") == [written["Segler"].pk]
    assert found("Mitternacht") == [written[key].pk for key in ("Segler", "Brücke", "Haushalt")]


def test_all_words_must_be_there(written):
    assert found("brück haushalt") == [written["Brücke"].pk]
    assert found("brücke wind") == []


def test_no_more_are_asked_for_than_are_shown(written):
    assert newest_matching_ids(ArticlePage, "Mitternacht", 2) == [written["Segler"].pk, written["Brücke"].pk]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        '"',
        "'",
        '"Haus',
        "(",
        "a:b",
        "NOT",
        "AND OR",
        "*",
        "-",
        "'; DROP TABLE x",
        "{title} :",
    ],
)
def test_no_typing_breaks_the_search(written, text):
    assert isinstance(found(text), list)
    list(ArticlePage.objects.all().search(text)[:5])
    list(ArticlePage.objects.all().autocomplete(text)[:5])
    assert ArticlePage.objects.all().search(text).count() >= 0


def test_a_character_that_no_database_stores_counts_as_a_gap(written):
    assert found("Haushalt\0") == found("Haushalt")


def test_an_endless_query_is_cut(written):
    assert found("Haushalt " * 5000) == [written["Brücke"].pk, written["Haushalt"].pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL ranks in the library's own way")
def test_a_word_in_the_headline_weighs_more_than_one_in_the_text(written):
    best = list(ArticlePage.objects.all().search("Haushalt")[:5])
    assert [article.pk for article in best] == [written["Haushalt"].pk, written["Brücke"].pk]


def test_the_filters_of_the_queryset_hold_and_slices_continue(written):
    live = ArticlePage.objects.filter(live=True)
    assert {article.pk for article in live.search("Mitternacht")} == {
        written["Haushalt"].pk,
        written["Brücke"].pk,
    }
    everything = [article.pk for article in ArticlePage.objects.all().search("Mitternacht")]
    assert [article.pk for article in ArticlePage.objects.all().search("Mitternacht")[1:3]] == everything[1:3]
    assert ArticlePage.objects.all().search("Mitternacht")[1:3].count() == 2
    assert live.search("Mitternacht").count() == 2


def test_an_order_that_was_asked_for_is_kept(written):
    by_title = ArticlePage.objects.order_by("title").search("Mitternacht", order_by_relevance=False)
    assert [article.title[0] for article in by_title] == ["B", "S", "S"]


def test_one_kind_of_thing_is_never_taken_for_another(written):
    topic = world.make_topic("Haushalt")
    world.run_tasks()
    assert list(get_search_backend().autocomplete("Haush", Topic.objects.all())) == [topic]
    assert found("Haushalt") == [written["Brücke"].pk, written["Haushalt"].pk]


def test_the_search_asks_the_index_once_however_many_match(written, politik, django_assert_num_queries):
    for _ in range(5):
        world.make_article(politik)
    world.run_tasks()
    with django_assert_num_queries(1):
        found("Mitternacht")
