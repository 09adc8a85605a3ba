"""Hubs are told of what was published: after it, of each feed, again until they take it, and never before."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from presswerk.jobs.clock import Clock
from presswerk.jobs.delivery_loop import DeliveryLoop
from presswerk.jobs.models import OutboxItem
from presswerk.newsroom.actions import correcting, publishing, scheduling
from presswerk.newsroom.models import ArticlePage
from presswerk.syndication import websub
from tests import world

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
BASE = "http://127.0.0.1:8000"
KINDS = (websub.PUBLISHED, websub.PING)


class Hub(ThreadingHTTPServer):
    """A hub on the loopback that notes what it is told and answers as it is asked to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: list[dict[str, list[str]]] = []
        self.answers: list[int] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        self.server.told.append(parse_qs(self.rfile.read(length).decode()))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def hub(being_found) -> Iterator[Hub]:
    server = Hub()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    being_found(hubs=server.url)
    yield server
    server.shutdown()
    server.server_close()


def waiting() -> list[OutboxItem]:
    return list(OutboxItem.objects.filter(kind__in=KINDS, delivered_at=None, failed_at=None).order_by("pk"))


def deliver() -> None:
    """Let the time come for everything that waits, and deliver it."""
    loop = DeliveryLoop("tests", Clock())
    OutboxItem.objects.filter(kind__in=KINDS).update(due_at=timezone.now() - timedelta(seconds=1))
    while loop.step() == 0.0:
        pass


def test_each_feed_of_the_article_is_told_in_each_format(politik, hub):
    anna, hafen = world.make_author(), world.make_topic()
    stadtrat = world.make_section("Stadtrat", parent=politik)
    article = world.make_article(stadtrat, authors=[anna], topics=[hafen])
    assert hub.told == []
    deliver()
    pages = ("/", politik.url, stadtrat.url, anna.url, hafen.url)
    feeds = {BASE + page + suffix for page in pages for suffix in ("feed/", "feed.atom", "feed.json")}
    assert all(told["hub.mode"] == ["publish"] for told in hub.told)
    assert sorted(told["hub.url"][0] for told in hub.told) == sorted(feeds)
    assert waiting() == []
    correcting.correct(article, "Falsch.")
    hub.told.clear()
    deliver()
    assert {told["hub.url"][0] for told in hub.told} >= {f"{BASE}/corrections.rss"}


def test_nobody_is_told_without_a_hub(politik, being_found):
    being_found(hubs="")
    world.make_article(politik)
    assert waiting() == []


def test_a_planned_article_is_told_at_its_moment_and_not_before(politik, hub):
    ahead = timezone.now() + timedelta(minutes=30)
    article = publishing.publish(world.make_draft(politik, go_live_at=ahead))
    assert not article.live
    assert waiting() == []
    moment, revision = timezone.now() - timedelta(seconds=1), article.latest_revision
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save()
    ArticlePage.objects.filter(pk=article.pk).update(go_live_at=moment)
    assert scheduling.run_due() == 1
    (item,) = waiting()
    # Long enough after the commit that the hub finds the new feed, whichever node it asks.
    assert item.due_at >= moment + timedelta(seconds=1)
    deliver()
    assert hub.told


def test_what_fails_to_be_published_is_told_to_nobody(politik, hub, monkeypatch):
    draft = world.make_draft(politik)
    monkeypatch.setattr("presswerk.newsroom.actions.publishing.article_went_public", lambda article: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publishing.publish(draft)
    assert waiting() == []


def test_a_hub_that_is_in_trouble_is_told_again(politik, hub):
    hub.answers = [500] * 6
    world.make_article(politik)
    deliver()
    assert len(waiting()) == 6
    assert {item.attempts for item in waiting()} == {1}
    deliver()
    assert waiting() == []
    assert len(hub.told) == 12


def test_a_hub_that_refuses_is_not_asked_again(politik, hub):
    hub.answers = [404] * 6
    world.make_article(politik)
    deliver()
    assert waiting() == []
    assert OutboxItem.objects.filter(kind=websub.PING, failed_at__isnull=False).count() == 6


def test_two_publications_at_once_are_one_message_a_feed(politik, hub):
    article = world.make_article(politik)
    article.save_revision().publish()
    deliver()
    assert len(hub.told) == 6


def test_what_was_taken_back_meanwhile_is_not_told(politik, hub):
    publishing.unpublish(world.make_article(politik))
    deliver()
    assert hub.told == []
