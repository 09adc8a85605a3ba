"""Changing a password, and a forgotten one."""

import re

import pytest
from django.core import mail

from presswerk.accounts.attempts import LOGIN_FROM_NETWORK_TO_ACCOUNT, RESET_FROM_NETWORK, RESET_OF_ACCOUNT
from presswerk.accounts.models import User
from presswerk.newsroom.actions import founding
from tests.accounts.conftest import PASSWORD

NEW = "ein ganz neuer Morgen"


@pytest.fixture(autouse=True)
def mails_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def ask(client, email="anna@bote.example", **extra):
    return client.post("/account/password/reset/", {"email": email}, **extra)


def link_in(message):
    (path,) = re.findall(r"http://testserver(/\S+)", message.body)
    return path


def test_a_forgotten_password_is_set_anew_by_a_link_in_a_mail(anna, client, log_in):
    assert ask(client, "Anna@Bote.example")["Location"] == "/account/password/reset/done/"
    assert mail.outbox[0].to == ["anna@bote.example"]
    page = client.get(link_in(mail.outbox[0]), follow=True)
    assert page.status_code == 200
    assert "key" not in page.request["QUERY_STRING"]
    assert "set-password" in page.request["PATH_INFO"]
    done = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/account/password/reset/key/done/"
    assert client.get(done["Location"]).status_code == 200
    assert "_auth_user_id" not in client.session, "the link sets a password; it opens no session"
    assert log_in(password=NEW).status_code == 302


def test_a_link_works_once(anna, client):
    ask(client)
    address = link_in(mail.outbox[0])
    form = client.get(address, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert client.get(address, follow=True).context["token_fail"]


def test_an_account_made_without_a_password_gets_its_first_one_this_way(db, client):
    User.objects.create_user("ben@bote.example")
    ask(client, "ben@bote.example")
    assert mail.outbox[0].to == ["ben@bote.example"]


def test_an_unknown_address_gets_the_same_answer_and_no_mail(anna, client):
    known, unknown = ask(client), ask(client, "clara@bote.example")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["anna@bote.example"]]


def test_a_closed_account_gets_no_mail(anna, client):
    User.objects.update(is_active=False)
    ask(client)
    assert not mail.outbox


def test_nobody_is_flooded_with_mails(anna, client):
    for _ in range(RESET_OF_ACCOUNT.most):
        assert ask(client).status_code == 302
    response = ask(client)
    assert response.status_code == 200
    assert response.context["form"].errors["email"]
    assert len(mail.outbox) == RESET_OF_ACCOUNT.most


def test_one_network_cannot_ask_for_everybody(db, client):
    for number in range(RESET_FROM_NETWORK.most):
        ask(client, f"person{number}@bote.example")
    assert ask(client, "another@bote.example").status_code == 200
    assert ask(client, "another@bote.example", REMOTE_ADDR="198.51.100.1").status_code == 302


def test_who_has_set_a_new_password_does_not_wait_for_the_failures_before(anna, client, log_in):
    for _ in range(LOGIN_FROM_NETWORK_TO_ACCOUNT.most):
        log_in(password="falsch")
    ask(client)
    form = client.get(link_in(mail.outbox[0]), follow=True).request["PATH_INFO"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert log_in(password=NEW).status_code == 302


def test_a_weak_new_password_is_refused(anna, client):
    ask(client)
    form = client.get(link_in(mail.outbox[0]), follow=True).request["PATH_INFO"]
    assert client.post(form, {"password1": "kurz", "password2": "kurz"}).context["form"].errors["password1"]


def test_the_mail_is_in_the_papers_language_and_name(anna, client):
    founding.found("Der Hafenbote & Söhne")
    ask(client)
    message = mail.outbox[0]
    assert message.subject == "Ihr neues Passwort für Der Hafenbote & Söhne"
    assert message.body.startswith("Guten Tag,")
    assert message.body.endswith("Der Hafenbote & Söhne")
    assert "\n" not in message.subject


def test_the_password_is_changed_by_whoever_knows_the_old_one(anna, client, log_in):
    log_in()
    form = {"oldpassword": "falsch", "password1": NEW, "password2": NEW}
    assert client.post("/account/password/change/", form).context["form"].errors["oldpassword"]
    assert client.post("/account/password/change/", {**form, "oldpassword": PASSWORD}).status_code == 302
    assert client.get("/account/").status_code == 200, "one stays logged in"
    assert mail.outbox[0].to == ["anna@bote.example"], "and is told by mail"
    client.post("/account/logout/")
    assert log_in(password=NEW).status_code == 302


def test_the_old_password_cannot_be_guessed_from_an_open_session(anna, client, log_in):
    log_in()
    form = {"oldpassword": "falsch", "password1": NEW, "password2": NEW}
    for _ in range(LOGIN_FROM_NETWORK_TO_ACCOUNT.most):
        client.post("/account/password/change/", form)
    client.post("/account/password/change/", {**form, "oldpassword": PASSWORD})
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


def test_other_sessions_end_with_the_old_password(anna, client, log_in):
    from django.test import Client

    elsewhere = Client()
    log_in(sender=elsewhere)
    log_in()
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert elsewhere.get("/account/").status_code == 302


@pytest.mark.parametrize("address", ["", "done/", "confirm/MQ/abc-def/", "complete/"])
def test_wagtails_reset_pages_lead_to_the_one_here(client, db, address):
    assert client.get(f"/admin/password_reset/{address}")["Location"] == "/account/password/reset/"
