"""A ban is stated like what is done to a comment, and its end takes the statement back."""

import pytest
from django.urls import reverse

from presswerk.comments.actions import deciding
from presswerk.comments.law.models import Complaint, Report, Statement
from presswerk.comments.models import AuditEntry, State
from presswerk.comments.moderation.actions import banning, judging, undoing
from presswerk.comments.moderation.models import Ban
from tests.comments.law.conftest import CLARA, ROSA, deliver, link_in, waiting_mails, write
from tests.comments.law.test_journey import report

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WORDS = {
    "de": ("Sie können in dieser Zeitung bis zum", "Sie können wieder kommentieren", "Hausregeln"),
    "en": ("You cannot comment in this newspaper until", "You can comment again", "house rules"),
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_whoever_is_banned_is_told_why_and_until_when(language, reader, article, anna):
    until, again, ground = WORDS[language]
    comment = write(article, language=language)
    banning.ban(comment, ["email", "network"], 7, anna)
    made = Statement.objects.get()
    assert (made.restriction, made.decided_by) == ("banned", anna)
    assert made.until == Ban.objects.get(kind="email").until
    (mail,) = waiting_mails(CLARA)
    assert until in mail.get_content()
    assert ground in mail.get_content()
    page = reader.get(link_in(mail)).content.decode()
    assert until in page
    deliver()

    for ban in Ban.objects.all():
        banning.lift(ban, anna)
    made.refresh_from_db()
    assert made.taken_back_at is not None
    assert waiting_mails(CLARA)[-1]["Subject"].startswith(again)
    assert again in reader.get(link_in(mail)).content.decode()


def test_as_long_as_one_of_two_bans_holds_nobody_is_told_otherwise(article, anna):
    banning.ban(write(article), ["email", "network"], 7, anna)
    banning.lift(Ban.objects.get(kind="network"), anna)
    assert Statement.objects.get().taken_back_at is None


def test_the_ground_is_that_on_which_the_comment_was_rejected(article, anna):
    comment = write(article)
    judging.judge(comment, "reject", anna, "insult")
    banning.ban(comment, ["email"], None, anna)
    rejected, banned = Statement.objects.order_by("pk")
    assert banned.ground_code == rejected.ground_code
    assert banned.until is None


def test_publishing_the_comment_lifts_no_ban(article, anna):
    comment = write(article)
    banning.ban(comment, ["email"], None, anna)
    deciding.decide(comment, State.WAITING, by=anna)
    deciding.decide(comment, State.PUBLISHED, by=anna)
    assert Statement.objects.get(restriction="banned").taken_back_at is None


def test_hosts_are_nobody_and_advertisers_are_told_nothing(article, anna):
    banning.ban(write(article, "Schaut auf https://shop.example.org/ vorbei!"), ["host"], 7, anna)
    banning.ban(write(article, state=State.SPAM), ["email"], 7, anna)
    assert not Statement.objects.exists()


def test_what_was_made_longer_and_undone_is_taken_back_alone(article, anna):
    comment = write(article)
    banning.ban(comment, ["email"], 7, anna)
    (longer,) = banning.ban(comment, ["email"], None, anna)
    undoing.undo(longer, anna)
    first, second = Statement.objects.order_by("pk")
    assert first.taken_back_at is None
    assert second.taken_back_at is not None


def test_a_complaint_can_end_a_ban(reader, client, article, anna, ben):
    banning.ban(write(article), ["email", "network"], 7, anna)
    (mail,) = waiting_mails(CLARA)
    assert reader.post(link_in(mail), {"text": "Ich habe niemanden beleidigt."}).status_code == 303
    client.force_login(ben)
    client.post(
        reverse("comments_law_admin:complaint", args=[Complaint.objects.get().pk]),
        {"outcome": "reversed", "answer": "Das war ein Zitat."},
    )
    assert Complaint.objects.get().outcome == "reversed"
    assert not Ban.objects.filter(lifted_at=None).exists()
    assert Statement.objects.get().taken_back_at is not None


def test_a_decision_that_is_undone_reopens_the_reports_that_it_settled(reader, article, anna):
    comment = write(article)
    report(reader, comment)
    judging.judge(comment, "reject", anna, "insult")
    assert Report.objects.get().decision == "removed"
    deliver()
    undoing.undo(AuditEntry.objects.filter(act="reject").latest("pk"), anna)
    found = Report.objects.get()
    assert (found.is_open, found.decided_at, found.decided_by) == (True, None, None)
    comment.refresh_from_db()
    assert comment.reports == 1
    assert AuditEntry.objects.filter(act="report_reopened", subject_id=found.pk).exists()
    (again,) = waiting_mails(ROSA)
    assert "wird noch einmal geprüft" in again["Subject"]


def test_a_decision_undone_before_its_letter_has_gone_out_is_told_to_nobody(reader, article, anna):
    comment = write(article)
    report(reader, comment)
    judging.judge(comment, "approve", anna)
    assert Report.objects.get().decision == "kept"
    undoing.undo(AuditEntry.objects.filter(act="publish").latest("pk"), anna)
    assert Report.objects.get().is_open
    assert "Entscheidung" not in " ".join(mail["Subject"] for mail in waiting_mails(ROSA))
