"""Taking a comment in: decided, stored once, told truly."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from presswerk.comments import seams
from presswerk.comments.actions import deciding, forgetting
from presswerk.comments.actions.submitting import submit
from presswerk.comments.models import AuditEntry, Comment, Debate, DebateRules, Mode, Sender, State
from presswerk.comments.refused import Refused
from presswerk.comments.seams import Finding
from tests import world
from tests.comments import letters

pytestmark = pytest.mark.both_databases

SPAM = "BUY CHEAP VIAGRA CASINO BONUS http://cheap-pills.example http://casino.example click now!!! earn $$$"


def test_an_honest_comment_is_public_at_once_and_counted(write, article):
    comment = write()
    assert comment.state == State.PUBLISHED
    assert comment.shows_text
    assert Debate.objects.get(article=article).comments == 1
    assert AuditEntry.objects.get(comment_id=comment.pk).act == "publish"


def test_only_the_network_is_kept_of_the_address(write):
    comment = write(address="203.0.113.77")
    assert comment.sender.network == "203.0.113.0"
    assert comment.sender.email == "berta@example.org"
    stored = " ".join(map(str, Comment.objects.values_list().get())) + str(
        list(AuditEntry.objects.values_list())
    )
    assert "203.0.113" not in stored
    assert "berta@" not in stored


def test_spam_is_kept_for_the_desk_and_shown_to_nobody(write, article):
    comment = write(SPAM)
    assert comment.state in (State.SPAM, State.WAITING)
    assert not comment.is_visible
    assert comment.held_for[0]["code"] in ("spam_discard", "spam_hold")
    assert not Debate.objects.filter(article=article, comments__gt=0).exists()


def test_a_filled_trap_is_spam_whatever_the_text(write):
    assert write(honeypot_filled=True).state == State.SPAM


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"mode": Mode.BEFORE}, "mode_before"),
        ({"mode": Mode.FIRST}, "mode_first"),
        ({"read_from": time(0, 0), "read_until": time(0, 0, 1)}, "outside_hours"),
        ({"hold_above": 0.0}, "spam_hold"),
    ],
)
def test_rules_hold_and_say_why(write, article, fields, code):
    DebateRules.objects.create(article=article, **fields)
    comment = write()
    assert comment.state == State.WAITING
    assert code in [reason["code"] for reason in comment.held_for]


def test_an_author_who_was_published_is_known(write, article):
    DebateRules.objects.create(article=article, mode=Mode.FIRST)
    deciding.decide(write(), State.PUBLISHED)
    assert write().state == State.PUBLISHED
    assert write(email="otto@example.org").state == State.WAITING


def test_thresholds_of_a_debate_take_the_place_of_the_filters_own(write, article):
    rules = DebateRules.objects.create(article=article, hold_above=1.0, discard_above=1.0)
    assert write(SPAM).state in (State.PUBLISHED, State.SPAM)
    rules.discard_above = 0.0
    rules.hold_above = 0.0
    rules.save()
    assert write().state == State.SPAM


@pytest.mark.parametrize("verdict", ["hold", "discard", "refuse"])
def test_checks_of_others_count_by_the_strictest(write, monkeypatch, verdict):
    monkeypatch.setitem(seams._checks, "test", lambda draft: Finding(verdict, "because", {"n": 1}))
    if verdict == "refuse":
        with pytest.raises(Refused, match="because"):
            write()
        assert not Comment.objects.exists()
        return
    comment = write()
    assert comment.state == (State.WAITING if verdict == "hold" else State.SPAM)
    assert comment.held_for[0]["code"] == "because"


def test_who_decides_with_us_is_told_in_the_transaction(write, monkeypatch):
    told = []
    monkeypatch.setitem(seams._decided, "test", lambda comment, entry: told.append((comment.pk, entry.act)))
    comment = write()
    assert told == [(comment.pk, "publish")]


def test_what_fails_with_them_is_not_stored_at_all(write, monkeypatch):
    def fail(comment, entry):
        raise RuntimeError("no")

    monkeypatch.setitem(seams._decided, "test", fail)
    with pytest.raises(RuntimeError):
        write()
    assert not Comment.objects.exists()
    assert not Sender.objects.exists()


def test_the_same_text_sent_twice_is_one_comment(article):
    draft = letters.draft(article)
    first, second = submit(draft), submit(draft)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.comment.pk == second.comment.pk
    assert Comment.objects.count() == 1


def test_the_same_text_from_elsewhere_tells_nothing_about_the_first(article):
    words = letters.text()
    first = submit(letters.draft(article, words, address="198.51.100.1"))
    other = submit(letters.draft(article, words, address="203.0.113.1"))
    assert other.is_new
    assert other.comment.pk != first.comment.pk


def test_after_a_day_the_same_may_be_said_again(article):
    draft = letters.draft(article)
    first = submit(draft).comment
    Comment.objects.update(submitted_at=timezone.now() - timedelta(days=1, minutes=1))
    assert submit(draft).is_new
    first.refresh_from_db()
    assert first.fingerprint is None


def test_fingerprints_are_forgotten_after_a_day(write):
    write()
    old = write()
    Comment.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=2))
    assert forgetting.forget_fingerprints() == 1
    assert Comment.objects.filter(fingerprint=None).get().pk == old.pk


@pytest.mark.parametrize(
    ("text", "code"), [("", "too_short"), (" \u200b ", "too_short"), ("x" * 5001, "too_long")]
)
def test_lengths_are_those_of_what_is_read(article, text, code):
    draft = letters.draft(article, "x")
    with pytest.raises(Refused) as refused:
        submit(type(draft)(**{**vars(draft), "text": text}))
    assert refused.value.code == code


def test_a_closed_debate_takes_nothing(write, article):
    DebateRules.objects.create(article=article, closed_at=timezone.now())
    with pytest.raises(Refused, match="closed"):
        write()


def test_a_number_of_comments_closes_a_debate(write, article):
    DebateRules.objects.create(article=article, close_after_comments=2)
    write()
    write()
    with pytest.raises(Refused, match="closed"):
        write()


def test_names_of_the_newsroom_are_the_newsrooms(write):
    world.make_author("Anna Albers")
    with pytest.raises(Refused, match="name_of_staff"):
        write(name="Аnna Albers")


def test_one_network_cannot_flood(write):
    for _number in range(10):
        write(address="198.51.100.3")
    with pytest.raises(Refused) as refused:
        write(address="198.51.100.200")
    assert refused.value.code == "too_fast"
    assert refused.value.until is not None
    assert refused.value.until > timezone.now()
    assert write(address="203.0.113.1")


def test_slow_mode_makes_each_wait_for_themselves(write, article):
    DebateRules.objects.create(article=article, slow_seconds=60)
    write()
    with pytest.raises(Refused, match="slow_mode"):
        write()
    assert write(email="otto@example.org")


def test_a_reply_stands_below_what_it_answers(write):
    first = write()
    reply = write(parent=first)
    deeper = write(parent=reply)
    assert (first.depth, reply.depth, deeper.depth) == (0, 1, 2)
    assert deeper.path.startswith(reply.path)
    assert deeper.thread == first.thread


def test_nobody_answers_what_cannot_be_read(write):
    hidden = write(honeypot_filled=True)
    with pytest.raises(Refused, match="parent_gone"):
        write(parent=hidden)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL says it otherwise")
def test_what_is_told_is_on_the_disk(write):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2
