"""What the editor refuses, in sentences with a next step; and no text is lost by it."""

import html
import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from presswerk.newsroom.groups import group_name
from presswerk.newsroom.models import ArticlePage
from presswerk.site.busy_database import is_busy
from tests import world

TEXT = "Am Anleger standen um sechs Uhr schon zwanzig Menschen."
RICH = json.dumps({"blocks": [{"key": "a", "text": TEXT, "type": "unstyled"}], "entityMap": {}})
FORM = {"title": "Die Fähre fährt wieder nach Fahrplan", "body-0-value": RICH, "action-publish": "1"}
BROWSER = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_SEC_FETCH_MODE": "navigate"}


@pytest.fixture
def chief(politik):
    chief = get_user_model().objects.create_user("chief@bote.example")
    chief.groups.add(Group.objects.get(name=group_name("chief_editor")))
    return chief


@pytest.fixture
def desk(chief):
    """The chief editor's browser, with tokens checked as in a real one."""
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(chief)
    return desk


def token_of(client):
    page = client.get("/account/logout/").content.decode()
    return token_in(page)


def token_in(page):
    return fields_in(page)["csrfmiddlewaretoken"]


def fields_in(page):
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def test_a_missing_permission_is_told_with_who_can_give_it(desk):
    page = desk.get("/admin/users/", follow=True).content.decode()
    assert "Bitten Sie die Administration" in page
    assert "dürfen diesen Bereich" not in page


def test_who_opens_what_was_deleted_is_led_on(desk):
    answer = desk.get("/admin/pages/999999/edit/")
    assert answer.status_code == 404
    assert "gelöscht oder verschoben" in answer.content.decode()


def test_who_saves_what_was_deleted_meanwhile_gets_the_text_back(desk, politik):
    article = world.make_article(politik, "Die Fähre")
    token = token_of(desk)
    ArticlePage.objects.get(pk=article.pk).delete()
    form = FORM | {"csrfmiddlewaretoken": token}
    answer = desk.post(f"/admin/pages/{article.pk}/edit/", form, **BROWSER)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert f'<pre class="kept">{TEXT}</pre>' in page
    assert "neuen Artikel" in page


def test_a_session_that_ended_while_writing_loses_no_text(desk, chief, politik, monkeypatch):
    saved = []

    def save(_view, request, *_arguments, **_named):
        saved.append(request.POST.dict())
        return HttpResponse("saved")

    monkeypatch.setattr("wagtail.admin.views.pages.edit.EditView.post", save)
    article = world.make_article(politik, "Die Fähre")
    address = f"/admin/pages/{article.pk}/edit/"
    token = token_of(desk)
    chief.staff_sessions.all().delete()
    desk.session.flush()
    answer = desk.post(address, FORM | {"csrfmiddlewaretoken": token}, **BROWSER)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Sitzung ist beendet" in page
    assert f'<form method="post" action="{address}">' in page
    assert TEXT in page
    # Logged in anew in another tab, the token is another one: pressed once more, the form has it.
    desk.force_login(chief)
    answer = desk.post(address, fields_in(page), **BROWSER)
    if answer.status_code == 403:
        assert "neu angemeldet" in answer.content.decode()
        answer = desk.post(address, fields_in(answer.content.decode()), **BROWSER)
    assert answer.content == b"saved"
    assert {name: saved[0][name] for name in FORM} == FORM


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_FETCH_MODE": "navigate"},
        {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_SEC_FETCH_MODE": "navigate"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {},
    ],
)
def test_words_of_another_sites_page_are_never_laid_into_a_form(desk, headers):
    page = desk.post("/admin/pages/3/edit/", FORM | {"csrfmiddlewaretoken": "x"}, **headers).content.decode()
    assert TEXT not in page
    assert "csrfmiddlewaretoken" not in page.replace("account/logout", "")


def test_what_a_script_sends_in_the_background_gets_no_page(politik, client):
    headers = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_SEC_FETCH_MODE": "cors"}
    assert client.post("/admin/pages/3/edit/", FORM, **headers).status_code == 302


def test_a_busy_database_is_told_and_the_form_can_be_sent_again(admin_client, politik, monkeypatch):
    article = world.make_article(politik, "Die Fähre")

    def locked(*_arguments, **_named):
        raise OperationalError("database is locked")

    monkeypatch.setattr("wagtail.admin.views.pages.edit.EditView.post", locked)
    answer = admin_client.post(f"/admin/pages/{article.pk}/edit/", FORM, **BROWSER)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    page = answer.content.decode()
    assert "beschäftigt" in page
    assert TEXT in page
    assert fields_in(page)["title"] == FORM["title"]


def test_a_busy_database_is_told_where_one_only_looks(admin_client, paper, monkeypatch):
    def locked(*_arguments, **_named):
        raise OperationalError("database is locked")

    monkeypatch.setattr("wagtail.admin.views.home.HomeView.get", locked)
    answer = admin_client.get("/admin/")
    assert answer.status_code == 503
    assert 'href="/admin/"' in answer.content.decode()


def test_a_broken_database_is_not_called_busy():
    assert not is_busy(OperationalError("no such table: newsroom_articlepage"))
    assert not is_busy(OperationalError("disk I/O error"))
    assert is_busy(OperationalError("database is locked"))


def test_the_pages_with_kept_texts_obey_the_strict_policy_of_forms(admin_client, monkeypatch, politik):
    chosen = admin_client.post("/admin/pages/999999/edit/", FORM, **BROWSER)
    assert "<style" not in chosen.content.decode()
    assert chosen.headers["Cache-Control"] == "no-store, private"
