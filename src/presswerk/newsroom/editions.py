"""Which edition an address belongs to. No cookie and no header decides, only the path."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from presswerk.newsroom import memo

_OTHERS = frozenset(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


def language_of_path(path: str) -> str:
    """The language of a path with or without leading slash: `/en/…` is English, all else the default."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in _OTHERS else settings.LANGUAGE_CODE


def path_below_edition(path: str) -> str:
    """The path without the edition's prefix."""
    first, _slash, rest = path.lstrip("/").partition("/")
    return rest if first in _OTHERS else path.lstrip("/")


class EditionMiddleware:
    """Answers in the language of the address, and remembers what is the same throughout one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_path(request.path_info)
        with translation.override(language), memo.one_request():
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
            return response
