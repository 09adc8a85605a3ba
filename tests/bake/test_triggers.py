"""Whatever changes a row that pages show, its tags are in the log within the same transaction."""

from typing import Any

import pytest
from django.db import connection, transaction

from presswerk import bake
from presswerk.bake import tracking, triggers
from presswerk.bake.models import Purge
from presswerk.newsroom.models import ArticlePage, AuthorProfile, Topic
from tests import world
from tests.bake import tracked_rows
from tests.bake.tracked_rows import (
    COUNTED,
    EXPECTED,
    HARD,
    HARD_WHEN_DELETED,
    SOFT,
    UNCOUNTED,
    expected,
    one_row,
    purges,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TABLES = sorted(EXPECTED)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """One newspaper for all tests of this file; each test's own changes are rolled back."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            tracked_rows.fill()
        yield
        from pathlib import Path

        from tests.conftest import DATA
        from tests.databases import use_copy_of_template

        use_copy_of_template(Path(DATA))


@pytest.fixture(autouse=True)
def rolled_back(filled, db):
    """Foreign keys are looked at at the end of a transaction, which no test of this file reaches."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    yield
    connection.needs_rollback = True


def execute(statement: str, *arguments: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)


def key_of(table: str) -> str:
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, table)
    assert key is not None
    return key


def strength_of(table: str) -> str:
    return "hard" if table in HARD else "soft" if table in SOFT else "wait"


def test_every_declared_table_is_tested_here():
    assert set(TABLES) == set(tracking.tracked_tables())


@pytest.mark.parametrize("table", TABLES)
def test_an_update_by_raw_sql_purges_the_row(table):
    row, key = one_row(table), key_of(table)
    columns = COUNTED.get(table) or [column for column in row if column != key][-1:]
    for column in columns:
        value = "NOT COALESCE({0}, false)" if isinstance(row[column], bool) else "{0}"
        if table in COUNTED:
            value = {
                "section_id": "COALESCE({0}, 0) + 1",
                "comments": "{0} + 1",
                "show_in_menus": "NOT {0}",
            }.get(column, "{0} || 'x'")
            if column == "last_published_at":
                value = "NULL"
        with purges() as written:
            execute(f"UPDATE {table} SET {column} = {value.format(column)} WHERE {key} = %s", row[key])
        found = written()
        assert set(found) >= expected(table, row), column
        assert {found[tag] for tag in expected(table, row)} == {strength_of(table)}, column


@pytest.mark.parametrize("table", sorted(COUNTED))
def test_an_update_that_changes_nothing_purges_nothing(table):
    row, key = one_row(table), key_of(table)
    with purges() as written:
        execute(f"UPDATE {table} SET {COUNTED[table][0]} = {COUNTED[table][0]} WHERE {key} = %s", row[key])
    assert written() == {}


@pytest.mark.parametrize("table", sorted(UNCOUNTED))
def test_a_column_that_readers_never_see_purges_nothing(table):
    row, key = one_row(table), key_of(table)
    with purges() as written:
        execute(f"UPDATE {table} SET {UNCOUNTED[table]} = 'anders' WHERE {key} = %s", row[key])
    assert written() == {}


@pytest.mark.parametrize("table", TABLES)
def test_a_deletion_and_an_insertion_by_raw_sql_purge_the_row(table):
    row, key = one_row(table), key_of(table)
    tags = expected(table, row)
    execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table} WHERE {key} = %s", row[key])
    # What hangs on the row by key would else refuse its deletion on PostgreSQL at once.
    with purges() as written:
        execute(f"DELETE FROM {table} WHERE {key} = %s", row[key])
    found = written()
    assert set(found) >= tags
    gone = "hard" if table in HARD_WHEN_DELETED else strength_of(table)
    assert {found[tag] for tag in tags} == {gone}
    with purges() as written:
        execute(f"INSERT INTO {table} SELECT * FROM kept")
    found = written()
    assert set(found) >= tags
    assert {found[tag] for tag in tags} == {strength_of(table)}


@pytest.mark.parametrize("table", TABLES)
def test_emptying_a_table_purges_everything(table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; DELETE tells of every row")
    if one_row(table) and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with purges() as written:
        execute(f"TRUNCATE {table} CASCADE")
    assert written()["*"] == "hard"


def test_bulk_creation_and_bulk_update_purge_every_row():
    locale = world.found_paper().locale
    with purges() as written:
        made = Topic.objects.bulk_create(
            [Topic(name=name, slug=name, locale=locale) for name in ("eins", "zwei")]
        )
    assert written() == {"topics": "wait", **{f"topic:{topic.pk}": "wait" for topic in made}}
    authors = list(AuthorProfile.objects.values_list("pk", flat=True))
    with purges() as written:
        AuthorProfile.objects.update(position="Redakteurin")
    assert written() == {"authors": "wait", **{f"author:{pk}": "wait" for pk in authors}}


def test_a_row_that_moves_purges_where_it_was_and_where_it_is():
    article, other = ArticlePage.objects.order_by("pk")[:2]
    row = one_row("newsroom_credit")
    target = article.pk if row["article_id"] == other.pk else other.pk
    with purges() as written:
        execute("UPDATE newsroom_credit SET article_id = %s WHERE id = %s", target, row["id"])
    assert written() == {f"page:{row['article_id']}": "wait", f"page:{target}": "wait"}


@pytest.mark.parametrize("how", ["update", "raw SQL"])
def test_taking_a_page_back_is_hard_however_it_is_done(how):
    article = ArticlePage.objects.filter(live=True).first()
    with purges() as written:
        if how == "update":
            ArticlePage.objects.filter(pk=article.pk).update(live=False)
        else:
            execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", False, article.pk)
    assert written()[f"page:{article.pk}"] == "hard"
    with purges() as written:
        ArticlePage.objects.filter(pk=article.pk).update(live=True)
    assert written()[f"page:{article.pk}"] == "wait"


def test_what_is_rolled_back_was_never_purged():
    with purges() as written:
        with transaction.atomic():
            Topic.objects.update(name="Deich")
            assert written()
            transaction.set_rollback(True)
        assert written() == {}


def test_muted_triggers_are_silent_until_the_block_ends():
    with purges() as written, transaction.atomic():
        with bake.muted():
            Topic.objects.update(name="Deich")
        assert written() == {}
        Topic.objects.update(name="Hafen")
        assert "topics" in written()


def test_an_error_while_muted_leaves_nothing_muted():
    with pytest.raises(ZeroDivisionError), transaction.atomic(), bake.muted():
        raise ZeroDivisionError
    with purges() as written:
        Topic.objects.update(name="Hafen")
    assert "topics" in written()


def test_installing_again_changes_nothing():
    assert triggers.install(connection) == []


def test_a_trigger_of_another_definition_goes():
    there = tracking.tracked_tables()["newsroom_topic"]
    tracking.track(bake.Tracked("newsroom_topic", ("old:{id}",)))
    try:
        assert triggers.install(connection)
    finally:
        tracking.track(there)
    assert triggers.install(connection)
    topic = Topic.objects.first()
    with purges() as written:
        Topic.objects.filter(pk=topic.pk).update(name="Watt")
    assert set(written()) == {"topics", f"topic:{topic.pk}"}
    assert not Purge.objects.filter(tag__startswith="old:").exists()
