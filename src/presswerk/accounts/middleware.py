"""What the staff's requests go through after the log-in is known: sessions seen, second factor due."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from presswerk.accounts import second_factor_duty, sessions
from presswerk.accounts.language import account_language
from presswerk.accounts.pages import kept_text

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]
_OPEN_WHILE_DUE = ("2fa/", "second-factor/", "reauthenticate/", "logout/")


class SessionsSeenMiddleware:
    """Keeps the list of sessions that the account pages show."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sessions.begin_request(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            try:
                sessions.see(request)
            except OperationalError as error:  # a busy database: the list may be late, the page may not
                logger.warning("A session could not be noted: %s", error)
        return response


class SecondFactorDueMiddleware:
    """Leads to setting up a second factor where one is due, whatever else was asked for.

    On readers' pages such a session is that of a reader: drafts and restricted pages stay closed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.open = tuple(settings.ACCOUNT_PATH + path for path in _OPEN_WHILE_DUE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or not second_factor_duty.is_due(request):
            return self.get_response(request)
        path = request.path_info
        if path.startswith(self.open):
            return self.get_response(request)
        if path.startswith(tuple(settings.STAFF_PATHS)):
            return redirect(reverse("account_second_factor_due"))
        request.user = AnonymousUser()
        return self.get_response(request)


class PlainRefusalsMiddleware:
    """Puts what the editor refuses into sentences with a next step, and keeps what somebody wrote.

    Wagtail leads a form of an ended session to the log-in, and one for a deleted page to "not found": either
    way the text would be gone. And it says that a permission is missing, but not who can give it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(settings.EDITOR_PATH):
            return response
        if request.method == "POST":
            return _with_text_kept(request, response)
        if response.status_code == 302:
            _say_who_can_help(request)
        return response


def _with_text_kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    reason = None
    if response.status_code == 404:
        reason = kept_text.DELETED
    elif response.status_code == 302 and not request.user.is_authenticated:
        reason = kept_text.SESSION_ENDED
    form = kept_text.kept(request) if reason else None
    return kept_text.page(request, form, reason) if reason and form else response


def _say_who_can_help(request: HttpRequest) -> None:
    """Give Wagtail's sentence a next step, before it is stored for the page that shows it."""
    queued = getattr(getattr(request, "_messages", None), "_queued_messages", ())
    if not queued:
        return
    with translation.override(account_language(request)):
        refusal = _("Sorry, you do not have permission to access this area.")
        step = _(
            "Your account may not open this page. Ask an administrator of the newspaper for a role that may."
        )
    for message in queued:
        if message.message.strip() == refusal:
            message.message = step
