"""What a report needs, what settles it, and who may see it. 5 s alone."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from presswerk.comments.actions import deciding, editing
from presswerk.comments.law import links
from presswerk.comments.law.actions import complaining, reasons, reporting
from presswerk.comments.law.models import Complaint, Ground, Report, Statement
from presswerk.comments.models import Comment, State
from tests.comments.law.conftest import CLARA, ROSA, account, waiting_mails, write
from tests.comments.law.test_journey import report

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_name_and_address_are_needed_but_not_for_abuse_of_children(reader, comment):
    assert report(reader, comment, name="", email="").status_code == 422
    assert not Report.objects.exists()
    ground = Ground.objects.get(code="abuse_of_children")

    assert report(reader, comment, name="", email="", ground=ground.pk).status_code == 303
    assert not waiting_mails()


@pytest.mark.parametrize(
    "changes",
    [{"good_faith": ""}, {"explanation": "kurz"}, {"ground": ""}, {"email": "x@y.example\nBcc: z@z.example"}],
)
def test_what_is_missing_brings_the_form_back_with_all_that_was_typed(reader, comment, changes):
    answer = report(reader, comment, **changes)

    assert answer.status_code == 422
    assert "Rosa Reuter" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_same_report_sent_twice_is_one(reader, comment):
    report(reader, comment)
    report(reader, comment)

    assert Report.objects.count() == 1
    assert len(waiting_mails(ROSA)) == 1


def test_reports_from_another_sites_page_are_refused(reader, comment):
    answer = reader.post(f"/comment/report/{comment.pk}/", {}, HTTP_SEC_FETCH_SITE="cross-site")

    assert answer.status_code == 403


def test_what_nobody_can_see_cannot_be_reported(reader, article):
    hidden = write(article, state=State.WAITING)

    assert reader.get(f"/comment/report/{hidden.pk}/").status_code == 404
    assert reader.get("/comment/report/999999/").status_code == 404


def test_a_threat_to_life_is_marked_comes_first_and_says_what_to_do(reader, client, article, anna):
    report(reader, write(article))
    report(reader, write(article, "Ich weiß, wo du wohnst, und komme heute."), threatens_life="on")
    threat = Report.objects.get(threatens_life=True)
    assert threat.due_at - threat.received_at == timedelta(hours=2)

    client.force_login(anna)
    queue = client.get(reverse("comments_law_admin:reports")).content.decode()
    assert queue.index(f"/reports/{threat.pk}/") < queue.index(
        f"/reports/{Report.objects.get(threatens_life=False).pk}/"
    )
    assert "110" in client.get(reverse("comments_law_admin:report", args=[threat.pk])).content.decode()
    client.post(reverse("comments_law_admin:police", args=[threat.pk]))

    threat.refresh_from_db()
    assert threat.police_told_at is not None


def test_the_desks_decision_settles_the_reports_of_a_comment(reader, comment, anna):
    report(reader, comment)
    deciding.decide(comment, State.REJECTED, by=anna, reason="insult")

    found = Report.objects.get()
    assert (found.decision, found.decided_by) == ("removed", anna)
    assert len(waiting_mails(ROSA)) == 2
    assert Comment.objects.get().reports == 0


def test_a_comment_that_its_author_takes_back_settles_them_too(reader, comment):
    report(reader, comment)
    editing.withdraw(comment)

    assert Report.objects.get().decision == "moot"


def test_a_removal_settles_all_open_reports_of_the_comment(reader, comment, anna):
    report(reader, comment)
    report(reader, comment, email="otto@lesen.example", name="Otto")
    reporting.decide(
        Report.objects.earliest("pk"), "removed", by=anna, answer="Weg.", ground=Ground.objects.earliest("pk")
    )

    assert set(Report.objects.values_list("decision", flat=True)) == {"removed"}
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(("decision", "is_invited"), [("removed", False), ("kept", True)])
def test_only_who_was_not_given_their_way_may_complain(reader, comment, anna, decision, is_invited):
    report(reader, comment)
    decided = reporting.decide(Report.objects.get(), decision, by=anna, answer="Gelesen.")

    page = reader.get(urlsplit(links.of_report(decided.pk)).path).content.decode()

    assert ("Beschweren Sie sich hier" in page) == is_invited
    assert ("Beschwerde senden" in page) == is_invited
    assert ("Beschweren Sie sich hier" in waiting_mails(ROSA)[-1].get_content()) == is_invited


def test_advertising_and_the_authors_own_acts_get_no_statement(article, anna):
    deciding.decide(write(article, "Kauft!"), State.SPAM, by=anna)
    editing.withdraw(write(article, "Doch nicht."))

    assert not Statement.objects.exists()


def test_a_rule_that_rejects_says_that_a_machine_did(article):
    comment = write(article)
    deciding.decide(comment, State.REJECTED, kind="rule", reason="house_rules")

    made = Statement.objects.get()
    assert made.decided_by_machine
    assert "ohne einen Menschen" in waiting_mails(CLARA)[0].get_content()


def test_a_decision_taken_back_at_once_sends_nothing(article, anna):
    comment = write(article)
    deciding.decide(comment, State.REJECTED, by=anna, reason="insult")
    deciding.decide(comment, State.PUBLISHED, by=anna, reason="undone", undoes=1)

    assert waiting_mails(CLARA) == []
    assert Statement.objects.get().taken_back_at is not None


def test_no_machine_decides_reports_or_complaints():
    """`by` is an account and cannot be left out."""
    import inspect

    for decide in (reporting.decide, complaining.decide):
        by = inspect.signature(decide).parameters["by"]
        assert by.default is inspect.Parameter.empty
        assert by.kind is inspect.Parameter.KEYWORD_ONLY


def test_who_decided_first_cannot_decide_on_the_complaint(article, anna, ben):
    deciding.decide(write(article), State.REJECTED, by=anna, reason="insult")
    complaint = complaining.complain(Statement.objects.get(), "Bitte noch einmal ansehen.")

    with pytest.raises(complaining.NotAllowed):
        complaining.decide(complaint, "upheld", by=anna, answer="Nein.")
    assert complaining.decide(complaint, "upheld", by=ben, answer="Nein.").decided_by == ben
    with pytest.raises(complaining.NotAllowed):
        complaining.decide(complaint, "reversed", by=ben, answer="Doch.")


def test_one_complains_once_and_for_six_months(article, anna):
    deciding.decide(write(article), State.REJECTED, by=anna, reason="insult")
    made = Statement.objects.get()
    assert complaining.complain(made, "Eins.") == complaining.complain(made, "Zwei.")
    Complaint.objects.all().delete()
    Statement.objects.update(at=timezone.now() - timedelta(days=184))

    with pytest.raises(complaining.NotAllowed):
        complaining.complain(Statement.objects.get(), "Zu spät.")


def test_a_ground_that_the_publisher_does_not_know_is_the_house_rules(db):
    assert reasons.ground_of("invented").code == "house_rules"


@pytest.mark.parametrize("name", ["overview", "reports", "complaints"])
def test_only_moderators_see_reports_and_complaints(client, paper, name):
    client.force_login(account("otto"))
    assert client.get(reverse(f"comments_law_admin:{name}")).status_code == 302
    client.force_login(account("mia", "moderate"))
    assert client.get(reverse(f"comments_law_admin:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["requests", "retention"])
def test_only_who_answers_requests_sees_personal_data(client, anna, ben, name):
    client.force_login(anna)
    assert client.get(reverse(f"comments_law_admin:{name}")).status_code == 302
    client.force_login(ben)
    assert client.get(reverse(f"comments_law_admin:{name}")).status_code == 200


def test_the_queues_cost_the_same_for_twice_as_many(client, reader, article, anna, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(anna)
    address = reverse("comments_law_admin:reports")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    def more(count: int) -> None:
        for _number in range(count):
            comment = write(article, f"Text {Comment.objects.count()}")
            notice = reporting.Notice(
                Ground.objects.earliest("pk"), "Weil es so ist, Punkt.", "de", "Rosa", ROSA
            )
            reporting.report(comment, notice)

    more(3)
    cost()
    first = cost()
    more(3)

    assert cost() == first
