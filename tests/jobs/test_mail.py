from email import message_from_string
from email.policy import default

import pytest
from django.db import transaction

from presswerk import conf, jobs
from presswerk.jobs.mail import checked_address
from presswerk.jobs.models import OutboxItem

pytestmark = pytest.mark.usefixtures("database")


def queued():
    return [
        message_from_string(item.payload["message"], policy=default)
        for item in OutboxItem.objects.order_by("pk")
    ]


def test_a_mail_waits_in_the_outbox_as_it_will_be_sent():
    jobs.mail.send("Jürgen <jürgen@müller.example>".replace("jürgen@", "juergen@"), "Größe", "Schöne Grüße\n")
    (message,) = queued()
    assert message["To"] == "juergen@xn--mller-kva.example"
    assert message["From"] == conf.current().mail_from
    assert message["Subject"] == "Größe"
    assert message.get_content() == "Schöne Grüße\r\n"
    assert message["Message-ID"]
    assert message["Date"]
    assert message["Auto-Submitted"] == "auto-generated"


def test_every_line_is_ascii():
    jobs.mail.send(
        "anna@zeitung.example", "Ä" * 200, "ß" * 2000, "<p>ü</p>", reply_to="Öde <o@zeitung.example>"
    )
    raw = OutboxItem.objects.get().payload["message"]
    assert raw.isascii()
    assert max(len(line) for line in raw.splitlines()) <= 998


def test_html_stands_beside_the_text():
    jobs.mail.send("anna@zeitung.example", "Hello", "plain", html="<p>rich</p>")
    (message,) = queued()
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_several_recipients_get_one_mail_each_and_do_not_learn_of_the_others():
    jobs.mail.send(["anna@zeitung.example", "ben@zeitung.example"], "Hello", "text")
    assert [message["To"] for message in queued()] == ["anna@zeitung.example", "ben@zeitung.example"]


def test_it_goes_back_with_the_transaction_of_its_cause():
    with transaction.atomic():
        jobs.mail.send("anna@zeitung.example", "Hello", "text")
        transaction.set_rollback(True)
    assert not OutboxItem.objects.exists()


def test_a_mail_with_a_key_replaces_the_one_still_to_go_out_to_the_same_person():
    for subject in ("first", "second"):
        jobs.mail.send(["anna@zeitung.example", "ben@zeitung.example"], subject, "text", key="reminder")
    assert [str(message["Subject"]) for message in queued()] == ["second", "second"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@zeitung.example",
        "a b@zeitung.example",
        "anna@zeitung.example\nBcc: ben@zeitung.example",
    ],
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ValueError, match="mail address"):
        jobs.mail.send(address, "Hello", "text")
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("header", ["subject", "reply_to", "sender"])
def test_a_line_break_in_a_header_is_refused(header):
    given = {"subject": "Hello", header: "x <x@zeitung.example>\r\nBcc: ben@zeitung.example"}
    with pytest.raises(ValueError, match=r"linefeed|mail address"):
        jobs.mail.send("anna@zeitung.example", given.pop("subject"), "text", **given)
    assert not OutboxItem.objects.exists()


def test_the_name_of_a_mailbox_does_not_belong_to_the_address():
    assert checked_address('"Zeitung, Die" <post@zeitung.example>') == "post@zeitung.example"
