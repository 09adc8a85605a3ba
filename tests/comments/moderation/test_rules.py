"""Rules, lists, bans and attack mode by their screens."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from presswerk.comments import rules
from presswerk.comments.models import AuditEntry, Debate, DebateRules, Mode
from presswerk.comments.moderation.actions import banning
from presswerk.comments.moderation.models import Ban, ListEntry
from presswerk.comments.moderation.screens.rules import FIELDS
from tests import world
from tests.comments.moderation.conftest import member, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def chief(client):
    """The client of a chief editor."""
    client.force_login(member("Carla", "chief_editor"))
    client.defaults["HTTP_HOST"] = "127.0.0.1"
    return client


def save(client, url, **values):
    return client.post(url, {**dict.fromkeys(FIELDS, ""), **values})


def test_an_articles_rules_hold_before_its_sections_and_the_papers(chief, article, politik):
    save(chief, reverse("moderation:paper_rules"), mode="after", slow_seconds="30")
    save(chief, reverse("moderation:section_rules", args=[politik.pk]), mode="before")
    save(
        chief, reverse("moderation:article_rules", args=[article.pk]),
        longest="900", read_from="08:00", read_until="22:00",
    )  # fmt: skip
    found = rules.in_force(article)
    assert (found.mode, found.slow_seconds, found.longest) == (Mode.BEFORE, 30, 900)
    assert (found.read_from, found.read_until) == (time(8), time(22))
    page = chief.get(reverse("moderation:article_rules", args=[article.pk])).content.decode()
    assert "After a moderator has read it (Politik)" in page
    assert "30 (The whole paper)" in page
    assert AuditEntry.objects.filter(act="set_rules").count() == 3


def test_rules_that_say_nothing_any_more_go(chief, politik):
    url = reverse("moderation:section_rules", args=[politik.pk])
    save(chief, url, mode="off")
    assert DebateRules.objects.get().section_id == politik.pk
    save(chief, url)
    assert not DebateRules.objects.exists()


def test_what_contradicts_itself_is_refused_and_stays_in_the_form(chief, paper):
    url = reverse("moderation:paper_rules")
    for values, told in (
        ({"read_from": "08:00"}, "Give both times"),
        ({"hold_above": "0.5", "discard_above": "0.4"}, "must not be less"),
        ({"shortest": "50", "longest": "10"}, "must not be less than the fewest"),
        ({"hold_above": "7"}, "less than or equal to 1"),
    ):
        answer = save(chief, url, **values)
        assert answer.status_code == 200
        assert told in answer.content.decode(), values
    assert not DebateRules.objects.exists()


def test_attack_mode_by_hand_for_an_article_and_for_a_section(chief, article, politik, sport):
    other = world.make_article(sport)
    old = world.make_article(politik, published_at=timezone.now() - timedelta(days=60))
    chief.post(reverse("moderation:attack", args=["article", article.pk]), {"hours": "6"})
    until = Debate.objects.get(pk=article.pk).attack_until
    assert until is not None
    assert until > timezone.now() + timedelta(hours=5)
    chief.post(reverse("moderation:attack", args=["article", article.pk]), {"hours": "0"})
    assert Debate.objects.get(pk=article.pk).attack_until is None
    chief.post(reverse("moderation:attack", args=["section", politik.pk]), {"hours": "1"})
    assert set(Debate.objects.filter(attack_until__isnull=False).values_list("pk", flat=True)) == {article.pk}
    chief.post(reverse("moderation:attack", args=["paper", 0]), {"hours": "1"})
    assert Debate.objects.filter(attack_until__isnull=False, pk=other.pk).exists()
    assert not Debate.objects.filter(pk=old.pk).exists()
    assert chief.post(reverse("moderation:attack", args=["paper", 0]), {"hours": "9"}).status_code == 404


def test_the_way_there_from_article_and_section(chief, article, politik):
    for page, kind in ((article, "article"), (politik, "section")):
        screen = chief.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert reverse(f"moderation:{kind}_rules", args=[page.pk]) in screen


def test_lists_take_a_word_once_and_let_it_go(chief, paper):
    url = reverse("moderation:lists")
    given = {"kind": "host", "pattern": "https://WWW.Laden.example/x", "verdict": "discard"}
    assert chief.post(url, given).status_code == 302
    entry = ListEntry.objects.get()
    assert entry.pattern == "laden.example"
    assert "on the list already" in chief.post(url, given).content.decode()
    assert "Write a host" in chief.post(url, {**given, "pattern": "quatsch"}).content.decode()
    chief.post(reverse("moderation:unlist", args=[entry.pk]))
    assert not ListEntry.objects.exists()
    assert set(AuditEntry.objects.values_list("act", flat=True)) == {"list", "unlist"}


def test_bans_are_listed_and_lifted(desk, article, mara):
    banning.ban(write(article, author_name="Wüterich"), ["email"], 7, mara)
    assert "Wüterich" in desk.get(reverse("moderation:bans")).content.decode()
    desk.post(reverse("moderation:lift", args=[Ban.objects.get().pk]))
    assert "Nobody is banned." in desk.get(reverse("moderation:bans")).content.decode()


def test_a_text_is_tried_on_screen(desk, article):
    given = {"article": article.pk, "name": "L", "email": "l@example.org", "text": "Er wohnt Am Deich 3."}
    page = desk.post(reverse("moderation:try"), given).content.decode()
    assert "It would wait for a moderator." in page
    assert "It has a postal address." in page
