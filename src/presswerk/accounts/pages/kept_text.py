"""A form that could not be saved is shown again with all that was in it, so that no text is lost.

Only forms that the browser itself says were sent from this newspaper's own pages are shown again: another
site's page must not be able to lay words into a form here that then bears a valid token.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import translation

from presswerk.accounts.language import account_language

SESSION_ENDED = "session_ended"
EXPIRED = "expired"
BUSY = "busy"
DELETED = "deleted"
_STATUS = {SESSION_ENDED: 403, EXPIRED: 403, BUSY: 503, DELETED: 404}
RETRY_AFTER_SECONDS = 10
_OF_NO_USE = ("csrfmiddlewaretoken", "next")
# Shorter values are titles of menus, numbers, dates; what somebody wrote is longer.
_SHORTEST_TEXT = 25


@dataclass(frozen=True)
class KeptForm:
    """What was sent: the fields to send again, the texts to read and copy, and whether files came along."""

    fields: list[tuple[str, str]]
    texts: list[str]
    had_files: bool


def kept(request: HttpRequest) -> KeptForm | None:
    """The form that somebody sent from one of the editor's screens by pressing a button; else None."""
    if request.method != "POST" or not request.path_info.startswith(settings.EDITOR_PATH):
        return None
    if not _is_own_page(request) or not _is_for_eyes(request):
        return None
    try:
        lists = request.POST.lists()
    except (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError, OSError):
        return None
    fields = [(name, value) for name, values in lists if name not in _OF_NO_USE for value in values]
    if not fields:
        return None
    texts = [text for _name, value in fields if len(text := readable(value)) >= _SHORTEST_TEXT]
    return KeptForm(fields, texts, bool(request.FILES))


def page(request: HttpRequest, form: KeptForm | None, reason: str) -> HttpResponse:
    """What has happened, what to do next, and the form to send again."""
    context = {"form": form, "reason": reason, "address": request.get_full_path()}
    with translation.override(account_language(request)):
        response = render(request, "accounts/kept_text.html", context, status=_STATUS[reason])
    if reason == BUSY:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def readable(value: str) -> str:
    """The words of a field: rich text is sent as JSON of its paragraphs (Draft.js' raw content state).

    >>> readable('{"blocks": [{"text": "Erster Absatz."}, {"text": "Zweiter."}], "entityMap": {}}')
    'Erster Absatz.\\n\\nZweiter.'
    >>> readable("  Die Fähre ")
    'Die Fähre'
    """
    if value.startswith("{"):
        try:
            content: Any = json.loads(value)
            return "\n\n".join(block["text"] for block in content["blocks"] if block["text"].strip())
        except (ValueError, KeyError, TypeError):
            return ""
    return value.strip()


def _is_own_page(request: HttpRequest) -> bool:
    # Fetch standard, section 3.2 and 4.1: every browser since 2023 sends the first, older ones the second.
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc == request.get_host()


def _is_for_eyes(request: HttpRequest) -> bool:
    """Whether the answer is shown as a page; a script that sends in the background tells by itself."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return mode == "navigate" and request.headers.get("X-Requested-With") != "XMLHttpRequest"
