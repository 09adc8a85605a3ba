"""The spam service mounted in the newspaper, and the staff's screen for its keys."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation

from presswerk.site import urls as site_urls
from presswerk.site.spam_desk import answering, desk
from presswerk.site.spam_service import addresses

pytestmark = pytest.mark.django_db
urlpatterns: list[Any] = [*addresses("spam-service"), *site_urls.urlpatterns]
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def fresh_desk(settings, tmp_path, monkeypatch):
    """A spam folder for this test alone."""
    from presswerk import conf

    monkeypatch.setenv("PRESSWERK_DATA", str(tmp_path / "paper"))
    settings.LANGUAGE_CODE = "en"
    for cached in (conf.current, desk, answering):
        cached.cache_clear()
    with translation.override("en"):
        yield
    desk().close()
    monkeypatch.undo()
    for cached in (conf.current, desk, answering):
        cached.cache_clear()


@pytest.fixture
def key() -> str:
    return desk().keys.add("https://blog.example", calls_per_minute=0, calls_per_month=0)[0]


def account(name: str, *codenames: str) -> Any:
    model = get_user_model()
    user = model.objects.create(**{model.USERNAME_FIELD: f"{name}@zeitung.example"})
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


@pytest.fixture
def administrator(client):
    """The client of somebody who may give access."""
    client.force_login(account("anna", "add_user"))
    return client


@pytest.mark.urls(__name__)
def test_the_newspaper_answers_as_the_service_does(reader, key):
    body = f"api_key={key}&comment_author=viagra-test-123&user_ip=203.0.113.9&blog=https://blog.example"
    answer = reader.post("/spam-service/1.1/comment-check", body, content_type=FORM)
    assert (answer.status_code, answer.content) == (200, b"true")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-akismet-guid"]
    assert not answer.cookies
    assert reader.get("/spam-service/1.1/test").content == b"connected"
    native = reader.post(
        "/spam-service/v1/check",
        {"text": "Hello"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert json.loads(native.content)["decision"] in {"publish", "hold", "discard"}
    assert reader.get("/spam-service/v1/nothing").status_code == 404


@pytest.mark.urls(__name__)
def test_too_large_a_call_is_not_read(reader, key):
    body = f"api_key={key}&comment_content=" + "x" * 3_000_000
    answer = reader.post("/spam-service/1.1/comment-check", body, content_type=FORM)
    assert (answer.status_code, answer.content) == (200, b"invalid")
    assert "2048 KB" in answer["X-akismet-debug-help"]


@pytest.mark.urls(__name__)
def test_a_page_of_another_site_cannot_make_browsers_call(reader, key):
    answer = reader.post("/spam-service/1.1/test", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_without_the_setting_nothing_is_mounted():
    assert addresses("") == []


def test_a_key_is_made_and_shown_once(administrator):
    page = reverse("spam_keys:keys")
    answer = administrator.post(
        page,
        {
            "site": "https://blog.example",
            "name": "Blog",
            "group": "anna",
            "calls_per_minute": 5,
            "calls_per_month": 0,
        },
    )
    [key] = desk().keys.all()
    assert (key.name, key.group, key.calls_per_minute, key.calls_per_month) == ("Blog", "anna", 5, 0)
    shown = answer.content.decode().split('<code id="new-key">')[1].split("<")[0]
    assert desk().keys.find(shown) == key
    again = administrator.get(page).content.decode()
    assert shown not in again
    assert f"{key.hint}…" in again


@pytest.mark.parametrize(
    ("site", "group"), [("nonsense here", ""), ("https://blog.example", "../x"), ("", "")]
)
def test_what_is_no_site_or_group_is_refused_in_words(administrator, site, group):
    answer = administrator.post(
        reverse("spam_keys:keys"), {"site": site, "group": group, "calls_per_minute": 0, "calls_per_month": 0}
    )
    assert "error" in answer.content.decode()
    assert desk().keys.all() == []


def test_a_key_is_revoked(administrator, key):
    answer = administrator.post(reverse("spam_keys:revoke", args=[1]), follow=True)
    assert "permits nothing any more" in answer.content.decode()
    assert desk().keys.find(key).is_revoked
    assert (
        "no such key"
        in administrator.post(reverse("spam_keys:revoke", args=[9]), follow=True).content.decode()
    )
    assert administrator.get(reverse("spam_keys:revoke", args=[1])).status_code == 405


def test_who_may_not_give_access_sees_and_changes_nothing(client, key):
    client.force_login(account("ben"))
    page = reverse("spam_keys:keys")
    for answer in (
        client.get(page),
        client.post(page, {"site": "x"}),
        client.post(reverse("spam_keys:revoke", args=[1])),
    ):
        assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
    assert not desk().keys.find(key).is_revoked
    assert page not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_leads_there(administrator):
    assert reverse("spam_keys:keys") in administrator.get(reverse("wagtailadmin_home")).content.decode()
