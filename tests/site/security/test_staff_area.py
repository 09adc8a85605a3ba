"""Readers get no session and no cookie; the staff get theirs."""

import time
from types import ModuleType

import pytest
from django.conf import settings as site_settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.test import Client
from django.urls import include, path
from django.views import View

from presswerk.accounts.hashers import HashingBusy
from presswerk.accounts.models import User
from presswerk.bake.staff_marker import make_staff_marker
from presswerk.site.security.reader_request import ReaderSession
from presswerk.site.security.staff_area import accepts_post

pytestmark = pytest.mark.django_db


def page(request):
    """What a view of a reader's page finds in the request."""
    return JsonResponse(
        {
            "user": str(request.user),
            "session": dict(request.session.items()),
            "restricted": request.session.get("passed_page_view_restrictions", []),
            "messages": hasattr(request, "_messages"),
        }
    )


def write(request):
    request.session["basket"] = 1
    return HttpResponse()


@accepts_post
def comment(request):
    return HttpResponse("thanks")


class Votes(View):
    accepts_post = True

    def post(self, request):
        return HttpResponse("counted")


def overloaded(request):
    raise HashingBusy


def remember(request):
    messages.success(request, "done")
    return HttpResponse()


@pytest.fixture(autouse=True)
def addresses(settings):
    """A small site of its own: readers' pages, and a screen of the editor's."""
    # It asks for the paper's settings, which every real page has asked for already.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "TdmReservation" not in name]
    urls = ModuleType("urls_of_this_test")
    patterns = [
        path("page/", page),
        path("write/", write),
        path("comment/", comment),
        path("votes/", Votes.as_view()),
        path("account/", include("presswerk.accounts.urls")),
        path("admin/", page, name="wagtailadmin_home"),
        path("admin/page/", page),
        path("admin/busy/", overloaded),
        path("admin/remember/", remember),
    ]
    setattr(urls, "urlpatterns", patterns)  # noqa: B010
    settings.ROOT_URLCONF = urls


@pytest.fixture
def anna():
    return User.objects.create_user("anna@bote.example", "correct horse battery", first_name="Anna")


@pytest.fixture
def staff(client, anna):
    client.force_login(anna)
    client.get("/admin/page/")
    return client


def test_a_reader_is_nobody_and_has_an_empty_session(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/page/")
    assert response.json() == {"user": "AnonymousUser", "session": {}, "restricted": [], "messages": False}


def test_a_reader_gets_no_cookie_and_no_vary_by_cookie(client):
    response = client.get("/page/")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_readers_session_cannot_be_written_to(client):
    with pytest.raises(TypeError, match="Readers have no session"):
        client.get("/write/")
    assert ReaderSession().is_empty()
    assert "anything" not in ReaderSession()


def test_a_made_up_session_cookie_costs_no_query_and_sets_no_cookie(client, django_assert_num_queries):
    client.cookies[site_settings.SESSION_COOKIE_NAME] = "a" * 32
    with django_assert_num_queries(0):
        response = client.get("/page/")
    assert response.json()["user"] == "AnonymousUser"
    assert not response.cookies


@pytest.mark.parametrize("marker", ["", "1.2", "99999999999." + "0" * 32, "ü.ß"])
def test_a_made_up_marker_makes_nobody_staff(client, anna, marker, django_assert_num_queries):
    client.force_login(anna)
    client.cookies[site_settings.STAFF_MARKER_COOKIE_NAME] = marker
    with django_assert_num_queries(0):
        assert client.get("/page/").json()["user"] == "AnonymousUser"


def test_staff_are_known_on_readers_pages_and_no_one_may_store_what_they_see(staff):
    response = staff.get("/page/")
    assert response.json()["user"] == "Anna"
    assert "private" in response.headers["Cache-Control"]


def test_the_marker_alone_without_a_session_is_nobody(client):
    marker = make_staff_marker(site_settings.SECRET_KEY, int(time.time()) + 60)
    client.cookies[site_settings.STAFF_MARKER_COOKIE_NAME] = marker
    assert client.get("/page/").json()["user"] == "AnonymousUser"


def test_the_marker_comes_with_the_log_in_and_goes_with_the_log_out(client, anna):
    name = site_settings.STAFF_MARKER_COOKIE_NAME
    client.force_login(anna)
    given = client.get("/admin/page/").cookies[name]
    assert given["httponly"]
    assert given["samesite"] == "Lax"
    assert given["path"] == "/"
    assert name not in client.get("/admin/page/").cookies, "it is renewed at half-time only"
    taken = client.post("/account/logout/").cookies[name]
    assert taken.value == ""
    assert taken["max-age"] == 0


def test_the_staffs_screens_ask_for_a_csrf_token(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    assert client.post("/admin/page/").status_code == 403
    assert client.get("/admin/page/").status_code == 200


def test_the_staffs_screens_can_tell_messages(staff):
    assert staff.get("/admin/remember/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_readers_pages_refuse_to_be_written_to(client, method):
    response = getattr(client, method)("/page/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_readers_pages_can_be_read(client, method):
    assert getattr(client, method)("/page/").status_code == 200


@pytest.mark.parametrize("address", ["/comment/", "/votes/"])
def test_a_view_that_accepts_posts_needs_no_token(address):
    client = Client(enforce_csrf_checks=True)
    assert client.post(address).status_code == 200
    assert client.post(address, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert client.post(address, headers={"Origin": "http://testserver"}).status_code == 200
    assert client.put(address).status_code == 405


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_a_post_from_another_sites_page_is_refused(client, headers):
    assert client.post("/comment/", headers=headers).status_code == 403


def test_staff_may_post_to_readers_pages_without_a_token_too(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    client.get("/admin/page/")
    assert client.post("/comment/").status_code == 200
    assert client.post("/page/").status_code == 405


def test_too_many_passwords_at_once_are_a_503_that_says_when_to_come_back(client):
    response = client.get("/admin/busy/")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
