"""The debate as readers see it: slices, orders, addresses, tags, queries."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from presswerk import bake
from presswerk.accounts.models import User
from presswerk.comments.actions import deciding, voting
from presswerk.comments.actions.bringing_in import Earlier, bring_in, count_anew
from presswerk.comments.models import Comment, DebateRules, Mode, State
from presswerk.comments.queries import debate as queries
from presswerk.comments.queries.debate import Since, Sort
from tests import world

pytestmark = pytest.mark.both_databases


def grown(article, firsts: int, replies: int = 0) -> None:
    """A debate of so many threads with so many replies each, a minute after the other."""
    at = timezone.now() - timedelta(minutes=firsts * (replies + 1) + 1)
    for number in range(firsts):
        first = bring_in(article, Earlier(f"Erste {number}", f"Text {number}", at, helpful=number % 7))
        at += timedelta(minutes=1)
        for reply in range(replies):
            bring_in(article, Earlier(f"Antwort {number}.{reply}", f"Antwort {reply}", at, parent=first))
            at += timedelta(minutes=1)
    count_anew(article)


def shown_in(page: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', page)]


def walked(reader, address: str) -> list[int]:
    """All comments by following "more"."""
    found: list[int] = []
    for _page in range(50):
        page = reader.get(address).content.decode()
        found += shown_in(page)
        more = re.search(r'href="([^"]+)" rel="next">Weitere', page)
        if not more:
            return found
        address = more[1].replace("&amp;", "&")
    raise AssertionError("there is no end")


def queries_of(reader, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(address).status_code == 200
    return len(captured)


def test_at_most_twenty_stand_below_the_article(reader, article):
    grown(article, 15, 2)
    page = reader.get(article.url).content.decode()
    assert len(shown_in(page)) == 20
    assert "45 Kommentare" in page


@pytest.mark.parametrize("query", ["", "?sort=oldest"])
def test_pages_by_key_show_each_comment_once(reader, article, monkeypatch, query):
    monkeypatch.setattr(queries, "ON_PAGE", 10)
    grown(article, 12, 3)
    found = walked(reader, f"{article.url}comments/{query}")
    assert len(found) == len(set(found)) == 48


def test_the_best_come_first_with_their_first_replies(reader, article):
    grown(article, 25, 12)
    found = queries.page(article.pk, Sort.BEST, None)
    assert len(found.threads) == queries.THREADS_OF_BEST
    scores = [thread.first.score for thread in found.threads]
    assert scores == sorted(scores, reverse=True)
    assert all(len(thread.replies) == 10 and thread.more_after for thread in found.threads)
    rest = queries.page(article.pk, Sort.BEST, found.after)
    assert len(rest.threads) == 5
    assert rest.after is None


def test_replies_stand_in_the_order_of_the_conversation(article, write):
    first, second = write(), write()
    late = write(parent=first)
    below = write(parent=late)
    threads = queries.first_page(article.pk).threads
    assert [thread.first.pk for thread in threads] == [second.pk, first.pk]
    assert [reply.pk for reply in threads[1].replies] == [late.pk, below.pk]


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 14), ("comments/", 10), ("comments/?sort=oldest", 10), ("comments/?sort=best", 10),
     ("comments/?since=24h", 10), ("comments-feed/", 6)],
)  # fmt: skip
def test_a_debate_of_hundreds_costs_no_query_more_than_one_of_two(reader, article, address, most):
    grown(article, 2)
    few = queries_of(reader, article.url + address)
    grown(article, 60, 4)
    assert queries_of(reader, article.url + address) == few <= most


def test_a_boundary_that_is_no_comment_leads_to_the_nearest(reader, article, write):
    comments = [write() for _number in range(4)]
    hidden = comments[1]
    deciding.decide(hidden, State.REJECTED)
    answer = reader.get(f"{article.url}comments/?sort=oldest&after={hidden.pk}")
    assert answer.status_code == 301
    assert answer["Location"] == f"{article.url}comments/?sort=oldest&after={comments[0].pk}"
    made_up = reader.get(f"{article.url}comments/?after=987654")
    assert made_up.status_code == 301
    assert made_up["Location"] == f"{article.url}comments/"


@pytest.mark.parametrize("query", ["?after=x", "?sort=loudest", "?since=1y", "?after=-1"])
def test_what_no_link_asks_for_is_not_found(reader, article, write, query):
    write()
    assert reader.get(f"{article.url}comments/{query}").status_code == 404


def test_a_permalink_leads_to_the_page_and_the_place(reader, article):
    grown(article, 30, 4)
    for comment in Comment.objects.filter(author_name__in=["Erste 0", "Erste 29", "Antwort 10.3"]):
        answer = reader.get(f"/comment/{comment.pk}/")
        assert answer.status_code == 302
        path, _hash, anchor = answer["Location"].partition("#")
        assert anchor == f"comment-{comment.pk}"
        assert comment.pk in shown_in(reader.get(path).content.decode())


def test_a_comment_that_waits_has_no_permalink(reader, article, write):
    DebateRules.objects.create(article=article, mode=Mode.BEFORE)
    assert reader.get(f"/comment/{write().pk}/").status_code == 404


def test_new_ones_are_those_of_the_time_and_the_page_expires_with_the_oldest(article):
    now = timezone.now()
    for hours in (1, 5, 30):
        bring_in(article, Earlier("Otto", f"vor {hours}", now - timedelta(hours=hours, seconds=5)))
    with bake.collecting() as collected:
        found = queries.new_since(article.pk, Since.DAY, now)
    assert [comment.text for comment in found] == ["vor 1", "vor 5"]
    assert found[-1].published_at is not None
    assert collected.expires_at == found[-1].published_at + timedelta(days=1)


def test_picks_authors_and_the_newsroom_are_marked(reader, politik):
    author = world.make_author("Anna Albers")
    article = world.make_article(politik, authors=[author])
    staff = User.objects.create_user("ben@example.org", first_name="Ben", last_name="Boje")
    now = timezone.now()
    bring_in(article, Earlier("Anna Albers", "Ich antworte.", now, staff=staff, by_author=True))
    bring_in(article, Earlier("Ben Boje", "Ich auch.", now, staff=staff))
    bring_in(article, Earlier("Clara", "Gut gesagt.", now, is_pick=True))
    page = reader.get(article.url).content.decode()
    assert page.count("Hat den Artikel geschrieben") == 1
    assert page.count('class="badge">Redaktion') == 1
    assert page.count("Von der Redaktion ausgewählt") == 1


def test_the_feed_has_the_newest_and_is_xml(reader, article):
    bring_in(article, Earlier("Otto", "Ein <Text> & mehr über die Brücke am Fluss.", timezone.now()))
    answer = reader.get(f"{article.url}comments-feed/")
    root = etree.fromstring(answer.content)
    (item,) = root.findall("channel/item")
    assert item.findtext("link").endswith(f"/comment/{Comment.objects.get().pk}/")
    assert "&lt;Text&gt;" in item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")


def test_every_feed_that_a_debate_names_is_there(reader, article):
    grown(article, 12, 1)
    page = reader.get(f"{article.url}comments/").content.decode()
    feeds = re.findall(r'<link rel="alternate" type="[^"]+" title="[^"]+" href="([^"]+)"', page)
    assert f"{article.url}comments-feed/" in [feed.removeprefix("http://testserver") for feed in feeds]
    assert {feed: reader.get(feed).status_code for feed in feeds} == dict.fromkeys(feeds, 200)


def test_the_article_describes_its_comments(reader, article):
    text = "Ein **Text** über die Brücke </script><script>alert(1)</script>"
    first = bring_in(article, Earlier("Otto", text, timezone.now()))
    bring_in(article, Earlier("Ida", "Eine Antwort darauf", timezone.now(), parent=first))
    count_anew(article)
    page = reader.get(article.url).content.decode()
    blocks = [json.loads(b) for b in re.findall(r'application/ld\+json">(.*?)</script>', page)]
    described = next(block for block in blocks if block.get("@type") == "NewsArticle")
    assert described["commentCount"] == 2
    assert "Ein Text über die Brücke" not in page.partition('id="comments"')[0]
    first_one, answer = next(block["@graph"] for block in blocks if "@graph" in block)
    assert first_one["@type"] == answer["@type"] == "Comment"
    assert first_one["text"].startswith("Ein Text über die Brücke")
    assert first_one["parentItem"] == {"@id": described["@id"]}
    assert answer["parentItem"] == {"@id": first_one["@id"]}


def test_an_article_without_comments_says_nothing_of_any(reader, article):
    DebateRules.objects.create(article=article, mode=Mode.OFF)
    page = reader.get(article.url).content.decode()
    assert 'id="comments"' not in page
    assert "commentCount" not in page
    assert reader.get(f"{article.url}comments/").status_code == 404
    assert reader.get(f"{article.url}comments-feed/").status_code == 404


def test_a_debate_has_one_address(reader, article, write):
    write()
    answer = reader.get(f"/politik/anders-{article.number}/comments/")
    assert answer.status_code == 301
    assert answer["Location"] == f"{article.url}comments/"
    assert reader.get("/politik/comments/").status_code == 404
    assert reader.get("/comments/").status_code == 404


def test_closing_and_hours_are_the_pages_end(article):
    from presswerk.comments import rules
    from presswerk.comments.shown import opening

    with bake.collecting() as collected:
        opening(rules.in_force(article))
    assert collected.expires_at == article.published_at + timedelta(days=30)


# Votes -----------------------------------------------------------------------------------------


def test_a_vote_counts_once_for_each_reader_and_may_be_changed(reader, article, write):
    comment = write()
    for address, helpful in [("198.51.100.1", "1"), ("198.51.100.1", "1"), ("203.0.113.9", "0")]:
        answer = reader.post(f"/comment/{comment.pk}/vote/", {"helpful": helpful}, REMOTE_ADDR=address)
        assert answer.status_code == 303
        assert answer["Location"] == f"/comment/{comment.pk}/"
    assert voting.count_votes() == 1
    comment.refresh_from_db()
    assert (comment.helpful, comment.unhelpful) == (1, 1)
    reader.post(f"/comment/{comment.pk}/vote/", {"helpful": "1"}, REMOTE_ADDR="203.0.113.9")
    voting.count_votes()
    comment.refresh_from_db()
    assert (comment.helpful, comment.unhelpful) == (2, 0)
    assert comment.score == pytest.approx(voting.wilson(2, 2))
    assert voting.count_votes() == 0


def test_counting_purges_softly_and_only_where_numbers_changed(write, article):
    from presswerk.bake.models import Purge

    comment = write()
    Purge.objects.all().delete()
    voting.vote(comment, "198.51.100.1", is_helpful=True)
    assert not Purge.objects.exists()
    voting.count_votes()
    assert list(Purge.objects.values_list("tag", "strength")) == [(f"debate-votes:{article.pk}", "soft")]


def test_a_script_gets_an_answer_without_a_page(reader, write):
    path = f"/comment/{write().pk}/vote/"
    answer = reader.post(path, {"helpful": "1"}, headers={"Accept": "application/json"})
    assert answer.json() == {"counted": True}


def test_other_sites_do_not_vote(reader, write):
    path = f"/comment/{write().pk}/vote/"
    assert reader.post(path, {}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


# Purges ----------------------------------------------------------------------------------------


def purged_by(change) -> dict[str, str]:
    from presswerk.bake.models import Purge

    Purge.objects.all().delete()
    change()
    return dict(Purge.objects.order_by("pk").values_list("tag", "strength"))


def test_a_comment_purges_its_debate_and_elsewhere_the_count(write, article):
    purged = purged_by(lambda: write())
    assert purged[f"debate:{article.pk}"] == "wait"
    assert purged[f"comments:{article.pk}"] == "soft"
    assert set(purged) == {f"debate:{article.pk}", f"comments:{article.pk}"}


def test_what_waits_purges_nothing(write, article):
    DebateRules.objects.create(article=article, mode=Mode.BEFORE)
    assert purged_by(lambda: write()) == {}


def test_what_is_taken_away_is_gone_at_once(write, article):
    comment = write()
    purged = purged_by(lambda: deciding.decide(comment, State.REJECTED))
    assert purged[f"debate:{article.pk}"] == "hard"


def test_a_restricted_article_keeps_its_debate_to_itself(reader, article, politik, write):
    from wagtail.models import PageViewRestriction

    from tests.comments import letters

    comment = write()
    PageViewRestriction.objects.create(page=politik, restriction_type=PageViewRestriction.LOGIN)
    for path in (f"{article.url}comments/", f"{article.url}comments-feed/", f"/comment/{comment.pk}/"):
        assert reader.get(path).status_code == 404
    assert reader.post("/comment/", letters.form(article)).status_code == 404
