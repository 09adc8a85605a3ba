"""Pages below /comment/ in the language and the design of their article's edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from presswerk.comments import signing
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries import paper as paper_queries


@contextmanager
def in_language(request: HttpRequest, language: str) -> Iterator[None]:
    """Speak the language of an edition: the addresses below /comment/ have none of their own."""
    with translation.override(language):
        request.LANGUAGE_CODE = language
        yield


def page(
    request: HttpRequest,
    article: ArticlePage,
    template: str,
    title: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A whole page. It is one person's: never stored or found by a search, and its address goes nowhere."""
    edition = paper_queries.edition_asked_for(request)
    frame = page_context(request, edition, title=title, path=request.path)
    frame |= {"robots": "noindex, nofollow", "canonical_url": "", "article": article, "alternates": []}
    answer = HttpResponse(render_to_string(template, frame | context, request), status=status)
    return private(answer, article.language)


def private(answer: HttpResponse, language: str = "") -> HttpResponse:
    """Headers of what is one person's alone. The answer MUST be complete: its length is among them.

    An answer of known length goes through the front in one piece.
    """
    answer.headers["Content-Length"] = str(len(answer.content))
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    if language:
        answer.headers["Content-Language"] = language
    return answer


def no_such_link(request: HttpRequest, trouble: signing.BadLink) -> HttpResponse:
    """The page for a signed link that is none or not any more."""
    edition = paper_queries.edition_asked_for(request)
    title = _("This link is no longer good")
    context = page_context(request, edition, title=title, path=request.path)
    context |= {"robots": "noindex, nofollow", "canonical_url": "", "alternates": []}
    context["is_expired"] = isinstance(trouble, signing.ExpiredLink)
    status = 410 if context["is_expired"] else 404
    html = render_to_string("comments/bad_link.html", context, request)
    return private(HttpResponse(html, status=status))
