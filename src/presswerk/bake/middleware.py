"""Rendering for the bake: what a reader's page reads is collected, and the answer is put into the store."""

import time
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from presswerk.bake import reading, tags
from presswerk.bake.asking import RESULT_HEADER, address_asked_for
from presswerk.bake.node import front_token, store_of_this_node
from presswerk.bake.store import Address, Page

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# What front and store say themselves for each coding and moment, and what is of one connection alone.
_NOT_KEPT = frozenset(
    {"content-length", "content-encoding", "etag", "last-modified"}
    | {"date", "connection", "cache-control", "expires"}
)
_OF_ONE_READER = (
    "HTTP_COOKIE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
)
_ONLY_FOR_ONE = ("private", "no-store", "no-cache")


class BakeMiddleware:
    """Outermost but for what finds out who asks. Answers to the front's requests for a page are kept.

    What the front asks for is an anonymous GET: no cookie, no coding, no condition has come with it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = address_asked_for(request.META, front_token())
        if address is None:
            if settings.BAKE_STRICT and _could_be_kept(request):
                return self._watched(request)
            return self.get_response(request)
        _dress_as_anonymous(request)
        store = store_of_this_node()
        ticket = store.begin()
        began = time.perf_counter()
        with tags.collecting() as collected, reading.watching_statements(settings.BAKE_STRICT):
            response = self.get_response(request)
        if self._may_be_kept(response, address, collected):
            page = Page(
                status=response.status_code,
                headers=tuple(_kept_headers(response)),
                body=response.content,  # type: ignore[attr-defined]
                tags=frozenset({*collected.tags, own_tag(address)}),
                expires_at=collected.expires_at.timestamp() if collected.expires_at else None,
                canonical=request.path,
                seconds=time.perf_counter() - began,
            )
            response.headers[RESULT_HEADER] = store.put(ticket, address, page)
        return response

    def _watched(self, request: HttpRequest) -> HttpResponseBase:
        """As if the answer were kept, so that unnamed reads show in tests and on a developer's screen."""
        with tags.collecting(), reading.watching_statements(strict=True):
            return self.get_response(request)

    def _may_be_kept(self, response: HttpResponseBase, address: Address, collected: tags.Collected) -> bool:
        return (
            isinstance(response, HttpResponse)
            and (response.status_code in (200, 410) or (response.status_code == 301 and not address.query))
            and not response.cookies
            and not collected.kept_from_bake
            and not any(word in response.get("Cache-Control", "") for word in _ONLY_FOR_ONE)
            and (collected.expires_at is None or collected.expires_at.timestamp() > time.time())
        )


def own_tag(address: Address) -> str:
    """The tag that this page alone bears, by which a person purges it."""
    return f"address:{address}"


def _dress_as_anonymous(request: HttpRequest) -> None:
    """Take away what would make the answer one reader's; the front sends none of it, and nobody else may."""
    for name in _OF_ONE_READER:
        request.META.pop(name, None)
    # Whether a page is secure is told by the newspaper's public address, not by the way of one request.
    request.environ["wsgi.url_scheme"] = urlsplit(settings.BASE_URL).scheme  # type: ignore[attr-defined]


def _could_be_kept(request: HttpRequest) -> bool:
    path = request.path_info
    return request.method == "GET" and not request.COOKIES and not path.startswith(settings.BAKE_PASSED)


def _kept_headers(response: HttpResponseBase) -> Iterable[tuple[str, str]]:
    for name, value in response.items():
        if name.lower() == "vary":
            left = [part.strip() for part in value.split(",") if part.strip().lower() != "accept-encoding"]
            if left:
                yield name, ", ".join(left)
        elif name.lower() not in _NOT_KEPT:
            yield name, value
