"""The language of the account pages: what the person chose, else the paper's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

PARAMETER = "language"
COOKIE = "presswerk_language"
ONE_YEAR_SECONDS = 365 * 24 * 3600


class AccountLanguageMiddleware:
    """Shows the account pages in the language of the account, of a link's ``?language=``, or of the paper.

    A choice made before the log-in is kept in a cookie of these pages. Wagtail sees to the language of the
    editor's own screens.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.ACCOUNT_PATH):
            return self.get_response(request)
        language = account_language(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if request.GET.get(PARAMETER) == language:
            _remember(response, language)
        return response


def account_language(request: HttpRequest) -> str:
    """The language code, one of ``settings.LANGUAGES``."""
    for choice in (request.GET.get(PARAMETER), _preference(request), request.COOKIES.get(COOKIE)):
        if choice in dict(settings.LANGUAGES):
            return str(choice)
    return str(settings.LANGUAGE_CODE)


def _preference(request: HttpRequest) -> str | None:
    profile = getattr(request.user, "wagtail_userprofile", None) if request.user.is_authenticated else None
    return profile.preferred_language if profile else None


def _remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        COOKIE,
        language,
        max_age=ONE_YEAR_SECONDS,
        path=settings.ACCOUNT_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
