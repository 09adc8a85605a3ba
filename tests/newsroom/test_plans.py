"""The indexes that a million articles need are there, and what readers and editors open uses them."""

import re

import pytest
from django.db import connection
from django.db.models import F
from wagtail.models import Revision, get_default_page_content_type

from presswerk.newsroom.models import ArticlePage, Listing
from presswerk.newsroom.queries import listing, shown_pictures
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OF_PAGES = {
    "newsroom_page_latest_revision": "wagtailcore_page",
    "newsroom_page_root": "wagtailcore_page",
    "newsroom_page_expires": "wagtailcore_page",
    "newsroom_page_unfinished": "wagtailcore_page",
    "newsroom_revision_scheduled": "wagtailcore_revision",
    "newsroom_listing_newest": "newsroom_listing",
    "newsroom_article_in_section": "newsroom_articlepage",
    "newsroom_rendition_file": "newsroom_rendition",
    "newsroom_shown_once": "newsroom_shownpicture",
}


WALK = re.compile(r"SCAN (wagtailcore_page|newsroom_listing|comments_comment)\b")


def plan_of(queryset) -> str:
    """The database's plan for a queryset, in words. PostgreSQL is kept from its shortcut for small tables."""
    sql, params = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            return "\n".join(row[3] for row in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize(("index", "table"), OF_PAGES.items())
def test_the_index_is_there(index, table):
    with connection.cursor() as cursor:
        assert index in connection.introspection.get_constraints(cursor, table)


def test_the_newsrooms_list_walks_down_the_index_of_the_latest_revision(politik):
    world.make_article(politik)
    in_order = F("latest_revision_created_at").desc(nulls_last=True)  # as the listing sorts
    plan = plan_of(ArticlePage.objects.order_by(in_order).values_list("pk")[:1001])
    assert "newsroom_page_latest_revision" in plan
    assert not re.search("TEMP B-TREE|Sort Key", plan), plan


def test_who_may_have_a_file_is_found_by_indexes_alone(politik):
    world.make_article(politik)
    plan = plan_of(shown_pictures._of_file._build("pictures/x.webp"))
    assert "newsroom_rendition_file" in plan, plan
    # Restrictions are few, and all of them are looked at; of anything else a row or two.
    walked = re.findall(r"^SCAN .*|Seq Scan on .*", plan, re.MULTILINE)
    assert not [step for step in walked if "pageviewrestriction" not in step], plan


def test_a_readers_list_walks_down_one_index(politik):
    world.make_article(politik)
    rows = Listing.objects.filter(kind=Listing.Kind.SECTION, target_id=politik.pk)
    plan = plan_of(rows.order_by(*listing._NEWEST_FIRST).values_list("article_id")[:30])
    assert "newsroom_listing_newest" in plan
    assert not re.search("TEMP B-TREE|Sort Key", plan), plan


def test_what_is_scheduled_is_found_without_walking_all_revisions(politik):
    world.make_article(politik)
    due = Revision.objects.filter(
        base_content_type=get_default_page_content_type(), approved_go_live_at__isnull=False
    ).order_by("approved_go_live_at")
    assert "newsroom_revision_scheduled" in plan_of(due.values_list("object_id")[:80])


def test_the_list_by_publication_is_not_sorted(politik):
    world.make_article(politik)
    in_order = F("published_at").desc(nulls_last=True)  # as the listing sorts
    plan = plan_of(ArticlePage.objects.order_by(in_order).values_list("pk")[:1001])
    assert not re.search("TEMP B-TREE|Sort Key", plan), plan


def test_no_readers_page_walks_all_pages(politik, reader):
    """Without statistics SQLite plans alike at any size, so a walk shows in a small newspaper too."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by the size of its tables")
    stadtrat = world.make_section("Stadtrat", parent=politik)
    anna, hafen = world.make_author(), world.make_topic()
    article = world.make_article(stadtrat, authors=[anna], topics=[hafen])
    walks: list[tuple[str, str]] = []

    def look(execute, sql, params, many, context):
        if sql.lstrip().startswith(("SELECT", "WITH")):
            rows = connection.connection.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%s", "?"), params or ())
            walks.extend((sql[:300], row[3]) for row in rows if WALK.search(row[3]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        for address in (
            "/", politik.url, stadtrat.url, article.url, anna.url, hafen.url, "/archiv/", "/suche/?q=Rat",
            "/gibt-es-nicht/", "/sitemap.xml", f"{politik.url}feed/", f"{article.url}comments/",
        ):  # fmt: skip
            assert reader.get(address).status_code in (200, 404)
    assert walks == []
