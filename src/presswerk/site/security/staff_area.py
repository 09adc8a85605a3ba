"""Sessions, log-in and messages for the staff; none of them for readers.

Readers' pages are the same for everyone, so their views run without session, authentication, messages and
CSRF, and no cookie is ever set for a reader. Which requests are the staff's: those under
``settings.STAFF_PATHS``, and those on readers' pages that bear a signed staff marker. A session cookie alone
decides nothing outside the staff's paths, so a made-up one costs not even a look into the database.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotAllowed
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _

from presswerk.accounts.hashers import HashingBusy
from presswerk.accounts.language import AccountLanguageMiddleware
from presswerk.accounts.middleware import (
    PlainRefusalsMiddleware,
    SecondFactorDueMiddleware,
    SessionsSeenMiddleware,
)
from presswerk.accounts.pages import kept_text
from presswerk.accounts.views import busy
from presswerk.bake.staff_marker import is_staff_marker, make_staff_marker, staff_marker_expiry
from presswerk.site.busy_database import is_busy
from presswerk.site.security.reader_request import dress_reader_request, is_cross_site
from presswerk.site.security.staff_paths import is_staff_path

GetResponse = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def accepts_post(view: View) -> View:
    """Let readers POST to this view. It gets no CSRF token; posts from other sites' pages are refused."""
    view.accepts_post = True  # type: ignore[attr-defined]
    return view


class StaffAreaMiddleware:
    """Runs the staff's middleware for the staff and a bare request for readers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        # The casts: Django types its middleware for asynchronous servers too, and ours is none.
        inner = cast(GetResponse, SecondFactorDueMiddleware(PlainRefusalsMiddleware(get_response)))
        inner = cast(GetResponse, SessionsSeenMiddleware(inner))
        inner = cast(GetResponse, MessageMiddleware(AccountLanguageMiddleware(inner)))
        inner = cast(GetResponse, AuthenticationMiddleware(inner))
        self.csrf = CsrfViewMiddleware(inner)
        self.staff = cast(GetResponse, SessionMiddleware(cast(GetResponse, self.csrf)))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_staff_path(request.path_info):
            response = self.staff(request)
            _renew_marker(request, response)
            if not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
            return response
        if _bears_marker(request):
            response = self.staff(request)
            patch_cache_control(response, private=True)
            return response
        dress_reader_request(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """CSRF for the staff's screens; for readers' pages, which methods they answer."""
        if is_staff_path(request.path_info):
            return self.csrf.process_view(request, view, args, kwargs)
        if request.method in SAFE_METHODS:
            return None
        if request.method != "POST" or not _accepts_post(view):
            return HttpResponseNotAllowed(SAFE_METHODS)
        if is_cross_site(request):
            return HttpResponseForbidden(
                _("This was sent from a page of another website, so it was not accepted."),
                content_type="text/plain; charset=utf-8",
            )
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What is over in a moment is said to the staff as such: many passwords at once, a busy database."""
        if isinstance(exception, HashingBusy):
            return busy(request)
        if is_staff_path(request.path_info) and is_busy(exception):
            return kept_text.page(request, kept_text.kept(request), kept_text.BUSY)
        return None


def _accepts_post(view: Callable[..., Any]) -> bool:
    return bool(getattr(view, "accepts_post", False) or getattr(_class_of(view), "accepts_post", False))


def _class_of(view: Callable[..., Any]) -> Any:
    return getattr(view, "view_class", None)


def _bears_marker(request: HttpRequest) -> bool:
    marker = request.COOKIES.get(settings.STAFF_MARKER_COOKIE_NAME)
    return marker is not None and is_staff_marker(marker, settings.SECRET_KEY, time.time())


def _renew_marker(request: HttpRequest, response: HttpResponse) -> None:
    """Marker and session go together: given after the log-in, renewed at half-time, taken at the log-out."""
    name = settings.STAFF_MARKER_COOKIE_NAME
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        if name in request.COOKIES:
            response.delete_cookie(name, samesite=settings.SESSION_COOKIE_SAMESITE)
        return
    now, age = time.time(), settings.SESSION_COOKIE_AGE
    if _bears_marker(request) and staff_marker_expiry(request.COOKIES[name]) > now + age / 2:
        return
    response.set_cookie(
        name,
        make_staff_marker(settings.SECRET_KEY, int(now + age)),
        max_age=None if request.session.get_expire_at_browser_close() else age,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )
