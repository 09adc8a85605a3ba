"""There is one address at which a session can begin, whatever else is installed."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account import views as allauth_views
from django.contrib.auth import views as auth_views
from django.test import Client
from django.urls import Resolver404, URLPattern, get_resolver, resolve
from django.urls.resolvers import RegexPattern, RoutePattern, URLResolver
from django.utils.regex_helper import normalize

from tests.accounts.conftest import PASSWORD

EXAMPLES = {"int": "1", "uuid": str(uuid.UUID(int=1)), "slug": "a", "str": "a", "path": "a/b"}
# Views of Django and allauth that log a person in, or set what a session then carries.
STARTING = (
    auth_views.LoginView,
    auth_views.PasswordResetConfirmView,
    allauth_views.LoginView,
    allauth_views.SignupView,
    allauth_views.RequestLoginCodeView,
    allauth_views.ConfirmLoginCodeView,
    allauth_views.CompletePasswordResetView,
)


def addresses() -> Iterator[str]:
    """An example of every address that leads to a view."""
    yield from _below(get_resolver(), "/")


def _below(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        for piece in _examples(pattern.pattern):
            if isinstance(pattern, URLPattern):
                yield prefix + piece
            else:
                yield from _below(pattern, prefix + piece)


def _examples(pattern: RoutePattern | RegexPattern | Any) -> Iterator[str]:
    if isinstance(pattern, RoutePattern):
        yield re.sub(r"<(?:(\w+):)?\w+>", lambda m: EXAMPLES.get(m[1] or "str", "1"), str(pattern))
        return
    assert isinstance(pattern, RegexPattern)
    for text, parameters in normalize(str(pattern)):
        for value in ("1", "a"):
            piece = text % dict.fromkeys(parameters, value)
            if pattern.regex.search(piece):
                yield piece
                break


@pytest.fixture(scope="module")
def every_address() -> list[str]:
    found = []
    for address in dict.fromkeys(addresses()):
        try:
            resolve(address)
        except Resolver404:
            continue
        found.append(address)
    return found


def test_the_walk_finds_the_addresses_that_matter(every_address):
    assert len(every_address) > 150
    for address in (
        "/account/login/", "/admin/login/", "/admin/password_reset/", "/admin/pages/1/edit/", "/_util/login/",
        "/account/2fa/authenticate/", "/account/password/reset/",
    ):  # fmt: skip
        assert address in every_address, address


def test_only_one_address_leads_to_a_view_that_logs_in(every_address):
    found = [
        address
        for address in every_address
        if issubclass(getattr(resolve(address).func, "view_class", object), STARTING)
    ]
    assert found == ["/account/login/"]


def test_no_address_shows_a_password_field_but_the_one(every_address, anna):
    shown = []
    for address in every_address:
        response = Client(raise_request_exception=False).get(address)
        if response.status_code == 200 and not response.streaming and b'type="password"' in response.content:
            shown.append(address)
    assert shown == ["/account/login/"]


def test_the_right_password_opens_a_session_at_one_address_only(every_address, anna, settings):
    form = {
        "login": anna.email, "username": anna.email, "email": anna.email, "password": PASSWORD,
        "password1": PASSWORD, "password2": PASSWORD, "next": "/admin/", "return_url": "/", "credential": "{}"
    }  # fmt: skip
    opened = []
    for address in every_address:
        client = Client(raise_request_exception=False)
        client.post(address, form)
        if "_auth_user_id" in client.session:
            opened.append(address)
    assert opened == ["/account/login/"]


def test_every_other_log_in_leads_to_the_one(client, db):
    assert client.get("/admin/login/?next=/admin/pages/")["Location"] == (
        "/account/login/?next=%2Fadmin%2Fpages%2F"
    )
    assert client.get("/_util/login/?next=/intern/")["Location"] == "/account/login/?next=%2Fintern%2F"
    assert client.post("/admin/login/").status_code == 405


@pytest.mark.parametrize(
    "address", ["/_util/authenticate_with_password/1/1/", "/documents/authenticate_with_password/1/"]
)
def test_shared_passwords_which_would_need_a_readers_cookie_are_not_offered(client, db, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code in (404, 405)
