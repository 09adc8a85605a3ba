"""Refusing what another site's page sends in a reader's name, without a token and without a cookie."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def same_site(request: HttpRequest) -> bool:
    """Whether a POST comes from one of the newspaper's own pages, or from no page at all.

    Every browser since 2023 sends Sec-Fetch-Site, older ones Origin with a POST (Fetch standard, sections
    3.2 and 4.1). Programs send neither: they act for themselves, and there is no cookie to abuse.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
