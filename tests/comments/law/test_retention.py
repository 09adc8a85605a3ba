"""Retention with a moved clock: nothing is kept longer than the settings say, nothing goes earlier."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from presswerk import conf
from presswerk.accounts.limits import RateLimit
from presswerk.comments import hashing
from presswerk.comments.law import erasure_journal, mail_traces
from presswerk.comments.law.actions import rights
from presswerk.comments.law.models import Complaint, Ground, Report, RetentionRun, RightsRequest, Statement
from presswerk.comments.law.retention import engine, proof, rule
from presswerk.comments.law.retention.rules import all_rules
from presswerk.comments.models import AuditEntry, Comment, Sender, State, Vote
from presswerk.jobs.models import OutboxItem
from tests import world
from tests.comments.law.conftest import CLARA, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = timezone.now()


def ago(**length) -> datetime:
    return NOW - timedelta(**length)


def run(now: datetime = NOW) -> int:
    return sum(one.count for one in engine.run_all(RetentionRun.Trigger.WORKER, now))


def found(now: datetime = NOW) -> list[proof.Found]:
    return list(proof.by_rules(now))


def test_the_network_goes_after_seven_days(article):
    comment = write(article, at=ago(days=6, hours=23))
    run()
    assert Sender.objects.get().network

    run(NOW + timedelta(hours=2))

    sender = Sender.objects.get(comment=comment)
    assert (sender.network, sender.address_hash) == ("", "")
    assert sender.email == CLARA


def test_the_address_goes_when_unconfirmed_after_30_days_and_else_after_a_year(article):
    write(article, at=ago(days=31))
    write(article, "Anderer Text von Clara.", at=ago(days=31), confirmed_at=ago(days=31))
    run()
    assert sorted(Sender.objects.values_list("email", flat=True)) == ["", CLARA]
    assert set(Comment.objects.values_list("author_hash", flat=True)) == {hashing.of_email(CLARA)}

    run(NOW + timedelta(days=335))

    assert set(Sender.objects.values_list("email", flat=True)) == {""}
    assert not Sender.objects.filter(wants_replies=True).exists()


def test_advertising_goes_after_30_days_and_rejected_comments_after_the_months_for_complaints(article):
    write(article, state=State.SPAM, at=ago(days=31))
    rejected = write(article, "Abgelehnt.", state=State.REJECTED, at=ago(days=199))
    run()
    assert list(Comment.objects.all()) == [rejected]

    run(NOW + timedelta(days=2))

    assert not Comment.objects.exists()


def test_a_rejected_comment_stays_while_somebody_complains(article):
    rejected = write(article, state=State.REJECTED, at=ago(days=300))
    statement = Statement.objects.create(
        comment=rejected, location="x", restriction="refused", language="de", at=ago(days=170)
    )
    complaint = Complaint.objects.create(statement=statement, text="Nein.", language="de", due_at=NOW)
    run()
    assert Comment.objects.filter(pk=rejected.pk).exists()

    Complaint.objects.filter(pk=complaint.pk).update(outcome="upheld", decided_at=NOW)
    run()

    assert not Comment.objects.filter(pk=rejected.pk).exists()


def test_a_withdrawn_comment_keeps_its_place_for_its_replies(article):
    first = write(article, state=State.PUBLISHED, at=ago(days=40))
    write(article, "Eine Antwort darauf.", parent=first, at=ago(days=39))
    Comment.objects.filter(pk=first.pk).update(state=State.WITHDRAWN, shows_text=False)
    run()

    first.refresh_from_db()
    assert (first.state, first.text, first.author_name, first.author_hash) == (State.ERASED, "", "", "")
    assert first.is_visible


def test_votes_lose_their_voters_and_count_on(article):
    comment = write(article)
    Vote.objects.create(comment=comment, voter="a" * 64, at=ago(days=181), is_counted=True)
    Vote.objects.create(comment=comment, voter="b" * 64, at=ago(days=181), is_counted=True)
    run()

    assert list(Vote.objects.values_list("voter", flat=True)) == [None, None]


def test_reports_lose_their_reporters_first_and_go_later(article):
    report = Report.objects.create(
        article=article, location="x", ground=Ground.objects.earliest("pk"), explanation="Deshalb.",
        name="Rosa",
        email="rosa@lesen.example", language="de", received_at=ago(days=400), due_at=ago(days=399),
        decision="kept", decided_at=ago(days=366),
    )  # fmt: skip
    run()
    report.refresh_from_db()
    assert (report.name, report.email, report.explanation) == ("", "", "")

    run(NOW + timedelta(days=731))

    assert not Report.objects.exists()


def test_a_plan_counts_so_far_and_then_says_that_there_are_more(article, monkeypatch):
    for number in range(4):
        write(article, f"Text {number}.", at=ago(days=8))
    for module in (rule, engine):
        monkeypatch.setattr(module, "MOST_COUNTED", 3)

    networks = next(one for one in engine.plan(NOW) if one.rule.code == "network")

    assert (networks.count, networks.is_more) == (3, True)
    assert len(networks.rule.over.some(networks.older_than)) == 4


@pytest.mark.parametrize("code", ["network", "network-rest", "unconfirmed-email", "email"])
def test_senders_are_looked_for_in_what_is_still_kept_of_them(article, code):
    """And not by way of all comments, which are millions."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by its statistics")
    asked = next(one for one in all_rules() if one.code == code)

    plan = asked.over.rows(asked.cutoff(NOW)).order_by().values_list("pk")[:500].explain().splitlines()

    assert "USING INDEX comments_sender_" in plan[0]
    assert "CORRELATED" in plan[1]


def test_an_open_report_and_an_open_request_never_go(article):
    Report.objects.create(
        article=article, location="x", ground=Ground.objects.earliest("pk"), explanation="Deshalb.",
        name="Rosa",
        email="rosa@lesen.example", language="de", received_at=ago(days=4000), due_at=ago(days=3999),
    )  # fmt: skip
    RightsRequest.objects.create(
        kind="other", email=CLARA, message="Bitte", language="de", received_at=ago(days=4000),
        due_at=rights.due(ago(days=4000)),
    )  # fmt: skip
    run()

    assert Report.objects.get().email
    assert RightsRequest.objects.get().email


def test_the_audit_log_goes_after_three_years_though_nobody_can_delete_it(article):
    AuditEntry.objects.create(at=ago(days=1097), act="publish", subject_kind="comment", subject_id=1)
    AuditEntry.objects.create(at=ago(days=1095), act="publish", subject_kind="comment", subject_id=1)
    run()

    assert AuditEntry.objects.count() == 1


def test_limits_outbox_and_mails_in_files_go(paper):
    RateLimit.objects.create(key="x", attempts=1, expires_at=int(ago(days=2).timestamp()))
    OutboxItem.objects.create(kind="mail", key="k", payload={}, delivered_at=ago(days=8))
    folder = conf.current().data / mail_traces.MAIL_FOLDER
    folder.mkdir(exist_ok=True)
    old = folder / f"{ago(days=31):%Y%m%d-%H%M%S}-old.eml"
    young = folder / f"{ago(days=29):%Y%m%d-%H%M%S}-young.eml"
    for file in (old, young):
        file.write_text("Subject: x\n\nx")
    run()

    assert not RateLimit.objects.exists()
    assert not OutboxItem.objects.exists()
    assert (old.exists(), young.exists()) == (False, True)
    young.unlink()


def test_lines_of_erasures_go(paper):
    erasure_journal.write(ago(days=731), "old", [1])
    erasure_journal.write(ago(days=729), "young", [2])
    run()

    assert [line.author for line in erasure_journal.lines() if line.author in ("old", "young")] == ["young"]


def test_each_run_that_did_something_is_written_down(article):
    write(article, at=ago(days=8))
    run()
    written = RetentionRun.objects.get(rule="network")

    assert set(RetentionRun.objects.values_list("rule", flat=True)) == {"network", "fingerprint"}
    assert (written.count, written.trigger) == (1, "worker")
    assert written.finished_at is not None
    run()
    assert RetentionRun.objects.count() == 2, "the worker's runs without work leave no rows"


def test_a_rule_that_fails_stops_no_other_and_is_seen(article, monkeypatch):
    write(article, at=ago(days=40))
    broken = next(one for one in all_rules() if one.code == "network")
    monkeypatch.setattr(
        rule.RowsOver,
        "apply",
        property(lambda self: _fails if self is broken.over else self.__dict__["apply"]),
        raising=False,
    )
    with pytest.raises(RuntimeError, match="broken"):
        run()

    assert RetentionRun.objects.get(rule="network").error == "RuntimeError"
    assert Sender.objects.get().email == ""


def _fails(pks):
    raise RuntimeError("broken")


def test_the_proof_finds_what_the_rules_would_still_take(article):
    assert found() == []
    write(article, at=ago(days=8))

    assert [one.place for one in found()] == ["comments_sender", "comments_sender", "comments_comment"]
    run()
    assert found() == []


def test_the_proof_finds_addresses_where_they_do_not_belong(article):
    write(article)
    AuditEntry.objects.create(act="x", subject_kind="comment", subject_id=1, data={"oops": f"von {CLARA}."})
    log = conf.current().data / "presswerk.log"
    log.write_text("GET / 203.0.113.9\nmail to somebody@else.example\n127.0.0.1 is fine\n")
    access = conf.current().data / "log" / "access-2026-11-26.jsonl"
    access.parent.mkdir(exist_ok=True)
    access.write_text('{"path": "/203.0.113.9/"}\n')

    places = {one.place for one in [*proof.in_database(), *proof.in_files()]}

    assert places == {"comments_auditentry.data", "presswerk.log", "log/access-2026-11-26.jsonl"}
    log.unlink()
    access.unlink()
    AuditEntry.objects.all()._raw_delete("default")
    assert list(proof.in_files()) == []


def test_memory_stays_flat_and_chunks_are_small(article, monkeypatch):
    monkeypatch.setattr(rule, "CHUNK", 10)
    for number in range(35):
        write(article, f"Text Nummer {number} von Clara.", at=ago(days=8))
    sizes = []
    network = next(one for one in all_rules() if one.code == "network")
    real = network.over.apply

    def noting(pks):
        sizes.append(len(pks))
        return real(pks)

    patched = rule.RowsOver(network.over.rows, noting)
    done = engine.run(rule.Rule("network", "x", network.setting, patched), "worker", NOW)

    assert sizes == [10, 10, 10, 5]
    assert done.count == 35


class Property(HypothesisTestCase):
    """Whatever was written whenever: after a run nothing is over, and what is young is whole."""

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 1200),
                st.sampled_from(
                    [State.PUBLISHED, State.WAITING, State.REJECTED, State.SPAM, State.WITHDRAWN]
                ),
                st.booleans(),
            ),
            min_size=1,
            max_size=6,
        ),
        st.integers(0, 400),
    )
    def test_after_a_run_nothing_is_over_and_the_young_is_whole(self, comments, later):
        article = world.make_article()
        for number, (days, state, confirmed) in enumerate(comments):
            at = ago(days=days)
            write(article, f"Text {number}", state=state, at=at, confirmed_at=at if confirmed else None)
        now = NOW + timedelta(days=later)

        run(now)

        assert all(planned.count == 0 for planned in engine.plan(now))
        config = conf.current()
        for sender in Sender.objects.select_related("comment"):
            age = now - sender.comment.submitted_at
            assert bool(sender.network) == (age <= config.comments_keep_network)
            keep = (
                config.comments_keep_email if sender.confirmed_at else config.comments_keep_unconfirmed_email
            )
            assert bool(sender.email) == (age <= keep)
        published = sum(state == State.PUBLISHED for _days, state, _confirmed in comments)
        assert Comment.objects.filter(state=State.PUBLISHED).exclude(text="").count() == published
