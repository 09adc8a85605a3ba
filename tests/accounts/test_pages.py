"""The account pages as browsers get them."""

import re

import pytest

from presswerk.newsroom.actions import founding
from presswerk.site.security.csp import CSP

OPEN = ["/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/inactive/"]
OWN = [
    "/account/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/logout/",
    "/account/reauthenticate/",
]


def inline_code(page: str) -> list[str]:
    """Scripts, styles and handlers that are written into the page."""
    scripts = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", page)
    return scripts + re.findall(r"<style|\sstyle=|\son[a-z]+=", page)


@pytest.mark.parametrize("address", OPEN)
def test_pages_before_the_log_in_obey_the_strict_policy(client, db, address):
    response = client.get(address)
    assert response.status_code == 200
    assert not inline_code(response.content.decode())
    assert "unsafe" not in response.headers[CSP.HEADER]
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", OWN)
def test_pages_after_the_log_in_obey_it_too(client, anna, log_in, address):
    log_in()
    response = client.get(address)
    assert response.status_code == 200
    assert not inline_code(response.content.decode())
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", OPEN)
def test_every_field_has_a_label(client, db, address):
    page = client.get(address).content.decode()
    fields = re.findall(r'<input(?![^>]*type="(?:hidden|submit)")[^>]*\bid="([^"]+)"', page)
    labels = re.findall(r'<label for="([^"]+)"', page)
    assert sorted(fields) == sorted(labels)


def test_a_form_error_is_announced_and_tied_to_its_field(client, db):
    page = client.post("/account/password/reset/", {"email": "kein"}).content.decode()
    assert 'role="alert"' in page
    assert 'aria-invalid="true"' in page


def test_pages_stay_out_of_search_engines(client, db):
    assert '<meta name="robots" content="noindex">' in client.get("/account/login/").content.decode()


def test_the_pages_bear_the_papers_name_and_until_it_has_one_that_of_the_software(client, db):
    assert "Presswerk</a>" in client.get("/account/login/").content.decode()
    founding.found("Der Hafenbote")
    page = client.get("/account/login/").content.decode()
    assert "Der Hafenbote</a>" in page
    assert "– Der Hafenbote</title>" in page
