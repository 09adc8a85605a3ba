"""The last pages: shown when nothing else works any more."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.template import engines
from django.test import Client, RequestFactory

from presswerk.site import bare_pages


def fail(*_arguments, **_named):
    raise DatabaseError("nothing works")


@contextmanager
def everything_broken(monkeypatch):
    """Neither templates nor the database, until the end of the block."""
    with monkeypatch.context() as broken:
        broken.setattr(engines, "all", fail)
        broken.setattr("django.template.loader.get_template", fail)
        broken.setattr("django.template.base.Template.__init__", fail)
        broken.setattr("django.template.base.Template.render", fail)
        broken.setattr(BaseDatabaseWrapper, "ensure_connection", fail)
        broken.setattr(BaseDatabaseWrapper, "cursor", fail)
        yield


@pytest.mark.parametrize("address", ["/", "/politik/", "/account/login/"])
def test_without_database_and_templates_there_is_still_a_page(paper, monkeypatch, address):
    with everything_broken(monkeypatch):
        assert_last_page(Client(raise_request_exception=False).get(address))


@pytest.mark.parametrize("address", ["/", "/admin/", "/account/"])
def test_the_staff_get_it_too(paper, anna_in, monkeypatch, address):
    with everything_broken(monkeypatch):
        assert_last_page(anna_in.get(address))


def assert_last_page(answer):
    assert answer.status_code == 500
    assert "in einer Minute" in answer.content.decode()
    assert "in a minute" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def anna_in(admin_client):
    """An administrator who is logged in, and sees what browsers see."""
    admin_client.raise_request_exception = False
    return admin_client


@pytest.mark.parametrize(
    ("view", "error", "status"),
    [
        (bare_pages.bad_request, SuspiciousOperation(), 400),
        (bare_pages.forbidden, PermissionDenied(), 403),
        (bare_pages.server_error, None, 500),
    ],
)
def test_each_says_what_to_do_next_in_both_languages(view, error, status, monkeypatch):
    request = RequestFactory().get("/")
    with everything_broken(monkeypatch):
        answer = view(request, error) if error else view(request)
    page = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="de">' in page
    assert '<section lang="en">' in page
    assert 'href="/"' in page
    assert "<style" not in page
