"""Signed links, names, rules in force, hashes, pace."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from presswerk.comments import hashing, names, pace, rules, signing, wording
from presswerk.comments.actions.voting import wilson
from presswerk.comments.models import DebateRules, Mode
from tests import world

pytestmark = pytest.mark.both_databases


@given(st.text(max_size=50))
def test_a_signed_link_brings_its_value_back(value):
    assert signing.read("own", signing.sign("own", value, 1)) == value


def test_a_link_is_good_for_its_purpose_and_its_time_only():
    token = signing.sign("own", "12", 1)
    with pytest.raises(signing.BadLink):
        signing.read("erase", token)
    with pytest.raises(signing.ExpiredLink):
        signing.read("own", signing.sign("own", "12", -1))


@given(st.text(max_size=60))
def test_no_made_up_token_is_taken(token):
    with pytest.raises(signing.BadLink):
        signing.read("own", token)


def test_a_changed_letter_spoils_a_token():
    token = signing.sign("own", "12", 1)
    spoilt = token[:-1] + ("A" if token[-1] != "A" else "B")
    with pytest.raises(signing.BadLink):
        signing.read("own", spoilt)


@pytest.mark.parametrize(
    "name",
    [
        "Anna Albers",
        "anna  ALBERS",
        "Аnna Аlbers",
        "Albers, Anna",
        "Änna Albers",
        "Anna Alb3rs",
        "𝐀nna Albers",
    ],
)
def test_names_that_look_like_staff_are_found_in_whatever_letters(paper, name):
    world.make_author("Anna Albers")
    assert names.is_like_staff(name)


@pytest.mark.parametrize("name", ["Anna", "Anna Alberts", "Berta Meier", "", "王芳"])
def test_other_names_are_nobodys(paper, name):
    world.make_author("Anna Albers")
    assert not names.is_like_staff(name)


def test_the_narrowest_rule_that_says_something_counts(politik):
    stadtrat = world.make_section("Stadtrat", parent=politik)
    article = world.make_article(stadtrat)
    assert rules.in_force(article).mode == Mode.PROBABILITY
    DebateRules.objects.create(mode=Mode.AFTER, longest=900)
    DebateRules.objects.create(section=politik, mode=Mode.BEFORE, slow_seconds=30)
    assert rules.in_force(article).mode == Mode.BEFORE
    own = DebateRules.objects.create(article=article, slow_seconds=0)
    found = rules.in_force(article)
    assert (found.mode, found.slow_seconds, found.longest) == (Mode.BEFORE, 0, 900)
    own.mode = Mode.FIRST
    own.save()
    assert rules.in_force(article).mode == Mode.FIRST


def test_the_editors_switch_beats_every_rule(article):
    DebateRules.objects.create(article=article, mode=Mode.AFTER)
    article.comments_open = False
    assert not rules.in_force(article).is_open(timezone.now())


def test_a_debate_closes_by_days_by_number_and_by_hand(article):
    now = timezone.now()
    assert rules.in_force(article).closes_at == article.published_at + timedelta(days=30)
    assert not rules.in_force(article).is_open(now + timedelta(days=31))
    row = DebateRules.objects.create(article=article, close_after_days=0)
    assert rules.in_force(article).is_open(now + timedelta(days=3000))
    row.closed_at = now - timedelta(seconds=1)
    row.save()
    assert not rules.in_force(article).is_open(now)


@pytest.mark.parametrize(
    ("start", "end", "at", "is_read"),
    [(8, 22, 12, True), (8, 22, 23, False), (22, 6, 23, True), (22, 6, 3, True), (22, 6, 12, False)],
)
def test_reading_hours_may_reach_over_midnight(start, end, at, is_read):
    zone = timezone.get_default_timezone()
    now = datetime(2026, 5, 5, at, tzinfo=zone)
    held = rules.Rules(read_from=time(start), read_until=time(end), published_at=now - timedelta(hours=1))
    assert held.is_read(now) is is_read
    change = held.next_change(now)
    assert change is not None
    assert now < change <= now + timedelta(days=1)
    assert held.is_read(change) is not is_read


def test_a_fingerprint_knows_case_and_spaces_and_tells_networks_apart():
    one = hashing.fingerprint(1, None, "A@example.org", "10.0.0.0", "Guten  Tag")
    assert one == hashing.fingerprint(1, None, " a@EXAMPLE.org", "10.0.0.0", "guten tag\n")
    assert one != hashing.fingerprint(1, None, "a@example.org", "10.0.1.0", "guten tag")
    assert one != hashing.fingerprint(1, 7, "a@example.org", "10.0.0.0", "guten tag")


def test_the_time_to_fill_is_believed_only_with_our_mark():
    token = pace.token(1000.0)
    assert pace.seconds_since(token, 1012.5) == 12.5
    assert pace.seconds_since(token.replace("1000", "0990"), 1012.5) is None
    assert pace.seconds_since(token, 1000.0 + 90_000) is None
    assert pace.seconds_since("", 1000.0) is None
    assert pace.seconds_since("ü~ü", 1000.0) is None


def test_many_votes_weigh_more_than_few():
    assert wilson(0, 0) == 0 < wilson(1, 1) < wilson(20, 20)
    assert wilson(90, 100) > wilson(9, 10) > wilson(60, 100)


def test_every_reason_is_a_sentence_and_an_unknown_one_stays_as_it_is():
    assert "22:00" in wording.reason(
        {"code": "outside_hours", "params": {"read_from": "08:00", "read_until": "22:00"}}
    )
    assert wording.reason({"code": "links", "params": {"count": 3}, "share": 0.4}).endswith("3.")
    assert wording.reason({"code": "no-such-code"}) == "no-such-code"
