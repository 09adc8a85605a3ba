"""What all pages of the law for single readers share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.utils.translation import gettext as _

from presswerk.accounts.limits import LimitReached
from presswerk.comments import signing
from presswerk.comments.forgery import same_site
from presswerk.comments.law import in_force
from presswerk.comments.law.language import speaking
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
        "robots": "noindex",
        "heading": title,
        "settings": in_force.settings(),
        **context,
    }
    response = render(request, f"comments_law/{template}.html", whole, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def for_readers(view: View) -> View:
    """A view that readers may post to, from this newspaper's own pages only."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not same_site(request):
            return HttpResponseForbidden(
                _("This was sent from a page of another website, so it was not accepted."),
                content_type="text/plain; charset=utf-8",
            )
        return view(request, *args, **kwargs)

    # What StaffAreaMiddleware asks; the decorator itself lives above this package.
    wrapper.accepts_post = True  # type: ignore[attr-defined]
    return wrapper


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
