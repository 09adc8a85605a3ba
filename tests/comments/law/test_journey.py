"""Report, decision, statement, complaint, decided by another one: over HTTP, in both languages."""

import pytest
from django.urls import reverse
from django.utils import translation

from presswerk.comments.law.models import Complaint, Ground, Report, Statement
from presswerk.comments.models import AuditEntry, Comment, State
from tests.comments.law.conftest import CLARA, ROSA, link_in, waiting_mails, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.with_services]

WORDS = {
    "de": {
        "form": "Rechtswidrigen Inhalt melden",
        "receipt": "Ihre Meldung Nr. ",
        "statement": "Ihr Kommentar: Begründung Nr. ",
        "ground": "Beleidigung",
        "no_machine": "Ein Mensch hat entschieden",
        "court": "vor Gericht",
        "decided": "Entscheidung über Ihre Beschwerde Nr. ",
    },
    "en": {
        "form": "Report illegal content",
        "receipt": "Your report no. ",
        "statement": "Your comment: statement of reasons no. ",
        "ground": "Insult",
        "no_machine": "A person decided",
        "court": "Go to court",
        "decided": "Decision on your complaint no. ",
    },
}


def report(reader, comment, **changes):
    """Send the form for reports."""
    data = {
        "ground": Ground.objects.get(code="insult_by_law").pk,
        "explanation": "Das ist eine Beleidigung eines Menschen, siehe das Wort Esel.",
        "name": "Rosa Reuter",
        "email": ROSA,
        "good_faith": "on",
    }
    return reader.post(f"/comment/report/{comment.pk}/", data | changes)


@pytest.mark.parametrize("language", ["de", "en"])
def test_from_the_report_to_the_complaint_that_another_one_decides(
    language, reader, client, article, anna, ben
):
    words = WORDS[language]
    comment = write(article, language=language)

    form = reader.get(f"/comment/report/{comment.pk}/")
    assert words["form"] in form.content.decode()
    assert f"/comment/{comment.pk}/" in form.content.decode(), "the exact address"
    answer = report(reader, comment)
    assert answer.status_code == 303
    found = Report.objects.get()
    assert found.is_open
    assert found.good_faith
    assert Comment.objects.get().reports == 1
    (receipt,) = waiting_mails(ROSA)
    assert receipt["Subject"].startswith(words["receipt"])
    assert link_in(receipt) == answer.headers["Location"]
    assert reader.get(answer.headers["Location"]).status_code == 200

    client.force_login(anna)
    assert client.get(reverse("comments_law_admin:reports")).status_code == 200
    decided = client.post(
        reverse("comments_law_admin:report", args=[found.pk]),
        {"decision": "removed", "ground": found.ground_id, "answer": "Das Wort setzt herab."},
    )
    assert decided.status_code == 302
    client.logout()
    found.refresh_from_db()
    assert (found.decision, found.decided_by) == ("removed", anna)
    comment.refresh_from_db()
    assert (comment.state, comment.reports) == (State.REJECTED, 0)
    to_reporter = waiting_mails(ROSA)[-1].get_content()
    assert words["court"] in to_reporter
    assert "Das Wort setzt herab." in to_reporter

    (statement,) = waiting_mails(CLARA)
    text = statement.get_content()
    assert statement["Subject"].startswith(words["statement"])
    assert words["ground"] in text
    assert words["no_machine"] in text
    assert words["court"] in text
    assert comment.text[:40] in text
    assert "Rosa" not in text
    page = reader.get(link_in(statement))
    assert page.status_code == 200
    assert words["no_machine"] in page.content.decode()

    complained = reader.post(link_in(statement), {"text": "Der Esel steht wirklich am Rathaus."})
    assert complained.status_code == 303
    complaint = Complaint.objects.get()
    client.force_login(anna)
    address = reverse("comments_law_admin:complaint", args=[complaint.pk])
    with translation.override("de"):
        client.post(address, {"outcome": "reversed", "answer": "Ich bleibe dabei."})
    complaint.refresh_from_db()
    assert complaint.is_open, "who decided first may not decide again"

    client.force_login(ben)
    client.post(address, {"outcome": "reversed", "answer": "Es ist ein Wappentier."})
    client.logout()
    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.decided_by) == ("reversed", ben)
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    assert Statement.objects.get().taken_back_at is not None
    last = waiting_mails(CLARA)[-1]
    assert last["Subject"].startswith(words["decided"])
    assert "Es ist ein Wappentier." in last.get_content()
    assert {"report", "report_decided", "reject", "complain", "complaint_decided", "publish"} <= set(
        AuditEntry.objects.values_list("act", flat=True)
    )


def test_a_reporter_complains_when_the_comment_stays_and_another_one_removes_it(
    reader, client, comment, anna, ben
):
    report(reader, comment)
    found = Report.objects.get()
    client.force_login(anna)
    client.post(
        reverse("comments_law_admin:report", args=[found.pk]), {"decision": "kept", "answer": "Satire."}
    )
    client.logout()
    reader.post(link_in(waiting_mails(ROSA)[-1]), {"text": "Das ist keine Satire."})
    client.force_login(ben)
    client.post(
        reverse("comments_law_admin:complaint", args=[Complaint.objects.get().pk]),
        {"outcome": "reversed", "answer": "Sie haben recht."},
    )

    comment.refresh_from_db()
    assert comment.state == State.REJECTED
    assert Statement.objects.get().report == found
    assert waiting_mails(CLARA)
