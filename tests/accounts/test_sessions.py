"""Where the staff are logged in, and how that ends."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from presswerk.accounts import browsers, sessions
from presswerk.accounts.sessions import StaffSession
from presswerk.newsroom.groups import group_name
from tests.accounts.conftest import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
NEW_PASSWORD = "noch eine lange Nacht am Hafen"

pytestmark = [pytest.mark.both_databases, pytest.mark.with_services]


@pytest.fixture(autouse=True)
def mails_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def desk(anna, log_in):
    """Anna at her desk."""
    desk = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.7")
    log_in(sender=desk)
    return desk


@pytest.fixture
def phone(anna, log_in):
    """Anna on the train."""
    phone = Client(HTTP_USER_AGENT=SAFARI, REMOTE_ADDR="198.51.100.9")
    log_in(sender=phone)
    return phone


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_the_page_tells_browser_network_and_times(desk, phone):
    page = desk.get("/account/sessions/").content.decode()
    assert page.index("Firefox, Linux") < page.index("Safari, iPhone")
    assert "203.0.113.0/24" in page
    assert "198.51.100.0/24" in page
    assert "203.0.113.7" not in page


def test_no_address_is_stored(desk):
    assert list(StaffSession.objects.values_list("network", flat=True)) == ["203.0.113.0/24"]


def test_one_ends_one(desk, phone):
    other = StaffSession.objects.get(browser="Safari, iPhone")
    assert desk.post(f"/account/sessions/{other.pk}/end/").status_code == 302
    assert is_in(desk)
    assert not is_in(phone)
    assert "Safari" not in desk.get("/account/sessions/").content.decode()


def test_one_ends_all_others(desk, phone):
    desk.post("/account/sessions/others/end/")
    assert is_in(desk)
    assert not is_in(phone)


def test_nobody_ends_somebody_elses(desk, log_in):
    get_user_model().objects.create_user("ben@bote.example", PASSWORD)
    ben = Client()
    log_in(email="ben@bote.example", sender=ben)
    ben.post(f"/account/sessions/{StaffSession.objects.get(browser='Firefox, Linux').pk}/end/")
    assert is_in(desk)


def test_a_new_password_ends_the_others_and_keeps_this_one(desk, phone):
    began = StaffSession.objects.get(browser="Firefox, Linux").begun_at
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert desk.post("/account/password/change/", form).status_code == 302
    assert is_in(desk)
    assert not is_in(phone)
    # The session has a new key, and is still the one that began then.
    assert [one.begun_at for one in StaffSession.objects.all()] == [began]


def test_an_administrators_new_password_ends_them_too(desk, admin_client, anna):
    form = {
        "email": anna.email, "first_name": "Anna", "last_name": "Adler", "is_active": "on",
        "is_superuser": "on", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD,
    }  # fmt: skip
    assert admin_client.post(f"/admin/users/edit/{anna.pk}/", form).status_code == 302
    assert not is_in(desk)
    assert not StaffSession.objects.filter(user=anna).exists()


def test_administrators_end_a_persons_sessions(desk, phone, anna, admin_client):
    page = admin_client.get(f"/admin/people/{anna.pk}/security/").content.decode()
    assert "Firefox, Linux" in page
    assert f"/admin/people/{anna.pk}/security/" in admin_client.get("/admin/users/").content.decode()
    admin_client.post(f"/admin/people/{anna.pk}/end/")
    assert not is_in(desk)
    assert not is_in(phone)
    assert is_in(admin_client)


@pytest.mark.parametrize(("role", "is_let"), [("administrator", True), ("chief_editor", False)])
def test_over_a_superuser_only_another_one_decides(anna, desk, role, is_let, client, log_in):
    people = get_user_model().objects
    ben = people.create_user("ben@bote.example", PASSWORD)
    ben.groups.add(Group.objects.get(name=group_name(role)))
    other = people.create_user("carl@bote.example")
    log_in(email="ben@bote.example")
    client.post(f"/admin/people/{anna.pk}/end/")
    client.post(f"/admin/people/{anna.pk}/no-second-factor/")
    assert is_in(desk)
    assert (client.get(f"/admin/people/{other.pk}/security/").status_code == 200) is is_let


def test_last_seen_is_written_now_and_then_only(desk):
    desk.get("/account/sessions/")
    long_ago = timezone.now() - timedelta(hours=3)
    StaffSession.objects.update(seen_at=long_ago)
    desk.get("/account/")
    seen_at = StaffSession.objects.get().seen_at
    assert seen_at > long_ago
    desk.get("/account/")
    assert StaffSession.objects.get().seen_at == seen_at


def test_what_is_over_is_forgotten(desk):
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    sessions.forget_expired()
    assert not StaffSession.objects.exists()


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        (SAFARI, "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_browsers_are_told_apart(user_agent, words):
    assert browsers.in_words(user_agent) == words
