import re

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail

from presswerk.jobs.models import OutboxItem

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def outbox_backend(settings):
    settings.EMAIL_BACKEND = "presswerk.jobs.mail_backend.OutboxBackend"


def test_djangos_mails_go_into_the_outbox():
    assert send_mail("Größe", "Grüße", "Zeitung <post@zeitung.example>", ["Anna <anna@zeitung.example>"]) == 1
    payload = OutboxItem.objects.get().payload
    assert (payload["from"], payload["to"]) == ("post@zeitung.example", "anna@zeitung.example")
    assert payload["subject"] == "Größe"
    assert payload["message"].isascii()
    assert re.search(r"^Message-ID: <[^@>]+@zeitung\.example>", payload["message"], re.MULTILINE)


def test_each_recipient_is_an_item_and_bcc_stays_blind():
    mail = EmailMultiAlternatives(
        "Hello", "text", "post@zeitung.example", ["a@x.example"], bcc=["b@x.example"], cc=["c@x.example"]
    )
    mail.attach_alternative("<p>rich</p>", "text/html")
    assert mail.send() == 1
    items = OutboxItem.objects.all()
    assert sorted(item.payload["to"] for item in items) == ["a@x.example", "b@x.example", "c@x.example"]
    assert all("b@x.example" not in item.payload["message"] for item in items)


def test_a_mail_to_nobody_is_none():
    assert send_mail("Hello", "text", "post@zeitung.example", []) == 0
    assert not OutboxItem.objects.exists()
