"""What a request carries when a reader sends it: nobody, and nothing that could be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest


class ReaderSession(Mapping[str, Any]):
    """An empty session that cannot be written to, for code that asks every request for one.

    Wagtail does so when it checks whether a page is restricted. Writing raises, so that no view can set a
    cookie for a reader by accident.
    """

    session_key = None
    accessed = False
    modified = False

    def __getitem__(self, key: str) -> Any:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __setitem__(self, key: str, value: Any) -> None:
        raise TypeError("Readers have no session. A view that needs one belongs under the staff's addresses.")

    def is_empty(self) -> bool:
        """Always."""
        return True


_EMPTY = ReaderSession()


def dress_reader_request(request: HttpRequest) -> None:
    """Give the request the user and the session of a reader."""
    request.user = AnonymousUser()
    request.session = _EMPTY  # type: ignore[assignment]


def is_cross_site(request: HttpRequest) -> bool:
    """Whether the browser says that another site's page sent this request.

    Every browser since 2023 sends Sec-Fetch-Site, older ones Origin with a POST (Fetch standard, sections
    3.2 and 4.1). Programs send neither, and hold no one's cookies that could be abused.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()
