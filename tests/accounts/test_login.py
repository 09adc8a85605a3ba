"""Logging in and out."""

import logging

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils.translation import override

from presswerk.accounts import hashers
from presswerk.accounts.attempts import LOGIN_FROM_NETWORK_TO_ACCOUNT, LOGIN_TO_ACCOUNT
from presswerk.accounts.limits import RateLimit
from presswerk.accounts.models import User
from tests.accounts.conftest import PASSWORD


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_e_mail_in_any_spelling_and_password_open_the_editor(anna, client, log_in):
    response = log_in(" Anna@BOTE.example")
    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    assert is_logged_in(client)


def test_one_goes_on_to_where_one_wanted_to_go_and_never_to_another_site(anna, client):
    form = {"login": anna.email, "password": PASSWORD}
    assert client.post("/account/login/", {**form, "next": "/admin/pages/"})["Location"] == "/admin/pages/"
    client.post("/account/logout/")
    assert client.post("/account/login/", {**form, "next": "https://evil.example/"})["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("email", "password"), [("anna@bote.example", "falsch"), ("nobody@bote.example", PASSWORD)]
)
def test_wrong_password_and_unknown_account_look_the_same(anna, client, log_in, email, password):
    response = log_in(email, password, headers={"Accept-Language": "en"})
    assert response.status_code == 200
    assert (
        response.context["form"].non_field_errors()
        == log_in("x@y.example", "z").context["form"].non_field_errors()
    )
    assert not is_logged_in(client)


def test_an_account_that_was_closed_opens_nothing(anna, client, log_in):
    User.objects.update(is_active=False)
    assert log_in()["Location"] == "/account/inactive/"
    assert not is_logged_in(client)
    assert client.get("/account/inactive/").status_code == 200


def test_after_too_many_failures_even_the_right_password_has_to_wait(anna, client, log_in):
    for _ in range(LOGIN_FROM_NETWORK_TO_ACCOUNT.most):
        log_in(password="falsch")
    with override("en"):
        response = log_in(headers={"Cookie": ""})
    assert not is_logged_in(client)
    assert "15" in str(response.context["form"].non_field_errors())
    RateLimit.objects.update(expires_at=1)
    assert log_in().status_code == 302


def test_the_same_account_can_still_be_opened_from_elsewhere(anna, log_in):
    for _ in range(LOGIN_FROM_NETWORK_TO_ACCOUNT.most):
        log_in(password="falsch", REMOTE_ADDR="203.0.113.5")
    assert log_in(REMOTE_ADDR="203.0.113.99").status_code == 200, "the same network"
    assert log_in(REMOTE_ADDR="198.51.100.1").status_code == 302


def test_many_networks_together_are_stopped_too(anna, log_in):
    for number in range(LOGIN_TO_ACCOUNT.most):
        log_in(password="falsch", REMOTE_ADDR=f"198.51.{number}.1")
    assert log_in(REMOTE_ADDR="203.0.113.1").status_code == 200


def test_a_log_in_that_works_costs_none_of_the_attempts(anna, client, log_in):
    for _ in range(LOGIN_FROM_NETWORK_TO_ACCOUNT.most + 3):
        assert log_in().status_code == 302
        client.post("/account/logout/")
    assert set(RateLimit.objects.values_list("attempts", flat=True)) == {0}


def test_a_server_that_is_too_busy_to_check_costs_none_either(anna, log_in, monkeypatch):
    def busy(self, password, encoded):
        raise hashers.HashingBusy

    monkeypatch.setattr(hashers.BoundedArgon2Hasher, "verify", busy)
    response = log_in()
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert set(RateLimit.objects.values_list("attempts", flat=True)) == {0}


def test_the_log_names_nobody_and_no_address(anna, log_in, caplog):
    caplog.set_level(logging.DEBUG)
    for _ in range(LOGIN_FROM_NETWORK_TO_ACCOUNT.most + 1):
        log_in(password="falsch", REMOTE_ADDR="203.0.113.5")
    written = " ".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert "log-in to an account from a network" in written
    assert "anna" not in written
    assert "203.0.113" not in written
    assert "falsch" not in written


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(anna, log_in):
    cookie = log_in().cookies[site_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"


def test_the_session_is_a_new_one_after_the_log_in(anna, client, log_in):
    client.get("/account/login/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies[site_settings.SESSION_COOKIE_NAME] = session.session_key
    log_in()
    assert client.session.session_key != session.session_key


def test_wagtails_log_out_button_logs_out(anna, client, log_in):
    log_in()
    assert client.get("/admin/logout/")["Location"] == "/account/logout/"
    assert is_logged_in(client), "a link alone logs nobody out"
    assert client.post("/admin/logout/")["Location"] == "/account/login/"
    assert not is_logged_in(client)


def test_who_may_not_open_the_editor_is_told_so_and_not_sent_in_circles(db, client, log_in):
    User.objects.create_user("clara@bote.example", PASSWORD)
    log_in("clara@bote.example")
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert b"clara@bote.example" in response.content
    assert response.redirect_chain == [("/admin/login/?next=/admin/", 302)]


def test_a_role_with_access_opens_the_editor(db, client, log_in):
    clara = User.objects.create_user("clara@bote.example", PASSWORD)
    group = Group.objects.create(name="Access")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    clara.groups.add(group)
    log_in("clara@bote.example")
    assert client.get("/admin/").status_code == 200


def test_the_editor_leads_to_the_one_log_in_and_back(client, db):
    response = client.get("/admin/pages/", follow=True)
    assert response.redirect_chain[-1][0] == "/account/login/?next=%2Fadmin%2Fpages%2F"


def test_nobody_can_sign_up(client, db):
    assert client.get("/account/signup/").status_code == 404


@pytest.mark.parametrize(("query", "language"), [("", "de"), ("?language=en", "en"), ("?language=xx", "de")])
def test_the_pages_speak_the_papers_language_or_the_chosen_one(client, db, query, language):
    response = client.get(f"/account/login/{query}", headers={"Accept-Language": "fr"})
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in response.content.decode()


def test_a_chosen_language_is_kept_on_these_pages(client, db):
    client.get("/account/login/?language=en")
    assert client.get("/account/password/reset/").headers["Content-Language"] == "en"


def test_a_person_who_works_in_english_is_spoken_to_in_english(anna, client, log_in):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(anna)
    profile.preferred_language = "en"
    profile.save()
    log_in()
    assert client.get("/account/").headers["Content-Language"] == "en"


def test_the_account_page_and_the_editor_lead_to_password_and_second_factor(anna, client, log_in):
    log_in()
    page = client.get("/account/").content.decode()
    assert "/account/password/change/" in page
    assert "/account/2fa/" in page
    assert "/account/" in client.get("/admin/account/").content.decode()


def test_the_account_pages_ask_for_a_log_in(client, db):
    for address in ("/account/", "/account/2fa/", "/account/password/change/"):
        assert client.get(address)["Location"].startswith("/account/login/?next="), address


def test_a_form_without_its_token_is_refused_with_a_page_that_helps(anna):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/account/login/", {"login": anna.email, "password": PASSWORD})
    assert response.status_code == 403
    assert b"account.css" in response.content or b"account." in response.content
    assert not is_logged_in(client)
