"""A reader's rights: the link by mail, and what can be done behind it. 4 s alone."""

import json
import re
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from presswerk.comments import hashing
from presswerk.comments.law import links
from presswerk.comments.law.actions import rights
from presswerk.comments.law.models import RightsRequest
from presswerk.comments.models import Comment, State
from tests.comments.law.conftest import CLARA, TEXT, deliver, link_in, waiting_mails, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def link_of(email: str) -> str:
    """The path of a fresh link."""
    now = timezone.now()
    made = RightsRequest.objects.create(email=email, language="de", due_at=rights.due(now), answered_at=now)
    return links.of_request(made.pk).removeprefix(links.absolute(""))


def ask(reader, email, **extra):
    return reader.post("/comment/rights/", {"email": email}, **extra)


def test_the_link_comes_by_mail_and_shows_everything(reader, comment):
    assert ask(reader, "Clara@Lesen.example").status_code == 200
    assert not waiting_mails(CLARA), "nothing is looked up while the asker waits"
    with mock.patch("presswerk.jobs.mail_transport.deliver"):
        (item,) = rights_items()
        rights.deliver(item.key, item.payload)
    (mail,) = waiting_mails(CLARA)

    page = reader.get(link_in(mail))

    assert page.status_code == 200
    assert TEXT in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in page.headers
    assert RightsRequest.objects.get().answered_at is not None


def rights_items():
    from presswerk.jobs.models import OutboxItem

    return OutboxItem.objects.filter(kind=rights.KIND)


def test_an_unknown_address_gets_the_same_answer_by_the_same_statements(reader, comment):
    ask(reader, "warm@lesen.example")
    answers = []
    for email in (CLARA, "nobody@lesen.example"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ask(reader, email)
        # Savepoints and rows are numbered on.
        shapes = [re.sub("[0-9]+", "", re.split("VALUES|WHERE", query["sql"])[0]) for query in queries]
        answers.append((answer.status_code, answer.content, shapes))

    assert answers[0] == answers[1]


def test_an_unknown_address_is_told_that_nothing_is_stored(reader, comment):
    ask(reader, "nobody@lesen.example")
    (item,) = rights_items()
    rights.deliver(item.key, item.payload)

    (mail,) = waiting_mails("nobody@lesen.example")
    assert "/comment/rights/" not in mail.get_content()


def test_delivering_twice_sends_one_mail(reader, comment):
    ask(reader, CLARA)
    (item,) = rights_items()
    rights.deliver(item.key, item.payload)
    rights.deliver(item.key, item.payload)

    assert len(waiting_mails(CLARA)) == 1


def test_nobody_can_be_bombed_with_mails_and_the_answer_stays_the_same(reader, comment):
    answers = {ask(reader, CLARA).content for _time in range(6)}

    assert len(answers) == 1
    assert RightsRequest.objects.count() == rights.MAILS_TO_ADDRESS.most


def test_a_network_that_asks_for_many_addresses_has_to_wait(reader, paper):
    statuses = [
        ask(reader, f"reader{n}@lesen.example").status_code for n in range(rights.MAILS_FROM_NETWORK.most + 1)
    ]

    assert statuses[-2:] == [200, 429]


@pytest.mark.parametrize(
    "email", ["a@b.example\nBcc: x@y.example", "ü@lesen.example", "x", "a@b.example, c@d.example"]
)
def test_an_address_that_no_mail_can_go_to_is_refused_in_the_form(reader, paper, email):
    assert ask(reader, email).status_code == 422
    assert not RightsRequest.objects.exists()


def test_links_expire_and_are_good_for_one_purpose(reader, comment):
    path = link_of(CLARA)
    token = path.rstrip("/").rsplit("/", 1)[1]

    assert reader.get(f"/comment/statement/{token}/").status_code == 404
    assert reader.get(f"/comment/report/state/{token}/").status_code == 404
    assert reader.get(f"/comment/rights/{token[:-2]}xx/").status_code == 404
    later = timezone.now() + timedelta(days=links.RIGHTS_DAYS, hours=2)
    with mock.patch("presswerk.comments.signing.timezone.now", return_value=later):
        assert reader.get(path).status_code == 410
    assert CLARA not in path


def test_the_export_is_whole_and_the_same_for_machines_and_people(reader, comment):
    path = link_of(CLARA)
    data = json.loads(reader.get(f"{path}export.json").content)["comments"]
    page = reader.get(f"{path}export.html").content.decode()

    assert data["comments"][0]["text"] == TEXT
    assert data["comments"][0]["email"] == CLARA
    assert data["comments"][0]["network"] == "203.0.113.0"
    for value in (TEXT, "Clara Cordes", CLARA, "203.0.113.0"):
        assert value in page


def test_a_name_is_corrected_over_all_comments(reader, comment, article):
    write(article, "Und noch etwas ganz anderes.")

    reader.post(f"{link_of(CLARA)}name/", {"name-name": "Klara Kordes"})

    assert set(Comment.objects.values_list("author_name", flat=True)) == {"Klara Kordes"}


def test_a_name_of_the_newsroom_cannot_be_taken(reader, comment, anna):
    from presswerk.comments import names
    from tests import world

    world.make_author("Anna Albers")
    names.forget()
    answer = reader.post(f"{link_of(CLARA)}name/", {"name-name": "Anna  Albers"})

    assert answer.status_code == 422
    assert Comment.objects.get().author_name == "Clara Cordes"


def test_an_address_is_corrected_when_its_owner_confirms(reader, comment):
    reader.post(f"{link_of(CLARA)}email/", {"email-email": "neu@lesen.example"})
    assert Comment.objects.get().author_hash == hashing.of_email(CLARA)
    path = link_in(waiting_mails("neu@lesen.example")[0])

    assert reader.get(path).status_code == 200
    assert Comment.objects.get().author_hash == hashing.of_email(CLARA), "looking at the page changes nothing"
    reader.post(path)

    assert Comment.objects.get().author_hash == hashing.of_email("neu@lesen.example")
    assert Comment.objects.get().sender.email == "neu@lesen.example"


def test_what_the_page_cannot_do_waits_for_a_person_with_the_legal_deadline(reader, client, comment, ben):
    reader.post(f"{link_of(CLARA)}other/", {"other-message": "Bitte schränken Sie die Verarbeitung ein."})
    made = RightsRequest.objects.get(kind="other")
    assert made.due_at == rights.due(made.received_at)

    client.force_login(ben)
    assert "Bitte schränken" in client.get("/admin/law/requests/").content.decode()
    client.post(f"/admin/law/requests/{made.pk}/", {"answer": "Das haben wir getan."})

    made.refresh_from_db()
    assert made.answered_by == ben
    assert "Das haben wir getan." in waiting_mails(CLARA)[-1].get_content()


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-01-31", "2026-02-28"),
        ("2026-02-28", "2026-03-28"),
        ("2026-12-15", "2027-01-15"),
        ("2028-01-30", "2028-02-29"),
    ],
)
def test_the_deadline_is_one_month(received, due):
    at = datetime.fromisoformat(f"{received}T12:00:00+00:00")

    assert rights.due(at).date().isoformat() == due


@pytest.mark.parametrize("path", ["name/", "email/", "other/", "erase/"])
def test_another_sites_page_changes_nothing(reader, comment, path):
    link = link_of(CLARA)
    data = {"erase-sure": "on", "name-name": "X Y", "other-message": "x", "email-email": "x@y.example"}

    for headers in ({"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}):
        assert reader.post(link + path, data, **headers).status_code == 403
    assert reader.get(link + path).status_code == 405
    assert Comment.objects.get().state == State.PUBLISHED


def test_erasing_without_the_confirmation_erases_nothing(reader, comment):
    assert reader.post(f"{link_of(CLARA)}erase/", {}).status_code == 422
    assert Comment.objects.get().text == TEXT


def test_mails_go_out_by_the_worker(reader, comment):
    ask(reader, CLARA)
    deliver()

    from presswerk.comments.law import mail_traces

    assert [file for file in mail_traces.files() if CLARA in file.read_text()]
