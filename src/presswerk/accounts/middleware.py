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

from presswerk.accounts import second_factor_duty, sessions

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
