"""What all pages of the law for single readers share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from presswerk.accounts.limits import LimitReached
from presswerk.comments import signing
from presswerk.comments.law import in_force
from presswerk.comments.law.language import speaking
from presswerk.comments.views import frame
from presswerk.newsroom.context import page_context
from presswerk.newsroom.queries import paper as paper_queries

View = Callable[..., HttpResponse]


def show(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page for one reader: never kept, never indexed; the link in its address goes nowhere else."""
    edition = paper_queries.edition_asked_for(request)
    whole = page_context(request, edition, title=title, path=request.path) | {
        "canonical_url": "",
        "robots": "noindex, nofollow",
        "alternates": [],
        "heading": title,
        "settings": in_force.settings(),
        **context,
    }
    response = render(request, f"comments_law/{template}.html", whole, status=status)
    return frame.private(response, whole["language"])


def behind(purpose: str) -> Callable[[View], View]:
    """A view behind a signed link of this purpose: it gets the number that was signed."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, token: str) -> HttpResponse:
            try:
                value = signing.read(purpose, token)
            except signing.ExpiredLink:
                return gone(request)
            except signing.BadLink as error:
                raise Http404 from error
            return view(request, token, int(value))

        wrapper.accepts_post = getattr(view, "accepts_post", False)  # type: ignore[attr-defined]
        return wrapper

    return decorate


def gone(request: HttpRequest) -> HttpResponse:
    """The link is over, or what it led to has been erased."""
    with speaking(request):
        return show(request, "gone", _("This link holds no longer"), status=410)


def too_often(form: Any, reached: LimitReached) -> int:
    """Put the limit into the form; the status to answer with."""
    form.add_error(None, reached.message())
    return 429
