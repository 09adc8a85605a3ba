"""Refusing what another site's page sends in a reader's name, without a token and without a cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.translation import gettext as _

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


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


def takes_posts(view: View[P]) -> View[P]:
    """Let readers POST to this view, from pages of this newspaper only.

    Readers' views take no POST unless they say so (`presswerk.site.security.staff_area`).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and not same_site(request):
            text = _("This was sent from a page of another website, so it was not accepted.")
            return HttpResponseForbidden(text, content_type="text/plain; charset=utf-8")
        return view(request, *args, **kwargs)

    guarded.accepts_post = True  # type: ignore[attr-defined]
    return guarded
