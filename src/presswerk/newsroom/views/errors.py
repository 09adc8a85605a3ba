from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from presswerk import bake
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import ArticleNumber, FrontPage, Listing, SectionPage
from presswerk.newsroom.queries import listing
from presswerk.newsroom.queries import paper as paper_queries

_LATEST = 6


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with a search for the words of the address and the newest articles."""
    edition = paper_queries.edition_of(request)
    if edition is None:
        return HttpResponse(render_to_string("pages/bare_404.html"), status=404)
    context = _helping(request, edition, _("Page not found"))
    return render(request, "pages/404.html", context, status=404)


def gone(request: HttpRequest, edition: FrontPage, record: ArticleNumber) -> HttpResponse:
    """410 for an article that was deleted, with a way to its section."""
    context = _helping(request, edition, _("Article removed"))
    context["section"] = _section(record.section_id)
    context["query_suggestion"] = record.headline
    return render(request, "pages/410.html", context, status=410)


@bake.named_query
def _section(pk: int | None) -> SectionPage | None:
    bake.depends_on("sections")
    return SectionPage.objects.filter(pk=pk or 0, live=True).first()


def _helping(request: HttpRequest, edition: FrontPage, title: str) -> dict:
    latest = listing.newest(Listing.Kind.EDITION, edition.locale_id, most=_LATEST, bylines=False)
    words = unquote(request.path).rstrip("/").rsplit("/", 1)[-1].replace("-", " ")
    return page_context(request, edition, title=title, path=request.path) | {
        "latest": latest.articles,
        "query_suggestion": words.strip("0123456789 ")[:80],
        "robots": "noindex",
    }
