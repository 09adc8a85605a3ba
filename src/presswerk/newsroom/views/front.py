from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import FrontPage
from presswerk.newsroom.queries import fronts
from presswerk.newsroom.queries import paper as paper_queries


def front(request: HttpRequest, edition: FrontPage) -> TemplateResponse:
    """The front page, or what to do first when nothing has been published yet."""
    context = front_context(request, edition)
    template = "pages/first_start.html" if context["lead"] is None else "pages/front.html"
    return TemplateResponse(request, template, context)


def front_context(request: HttpRequest, edition: FrontPage) -> dict[str, Any]:
    composed = fronts.front(edition)
    paper = paper_queries.paper(request)
    context = page_context(
        request,
        edition,
        title=edition.seo_title or (f"{paper.name} – {paper.claim}" if paper.claim else paper.name),
        path=edition.url,
        description=edition.search_description,
        translated={front.language: front.url for front in paper_queries.fronts()},
        page=edition,
    )
    return context | {
        "lead": composed.lead,
        "pinned": composed.pinned,
        "river": composed.river,
        "bands": composed.bands,
        "heading": _("%(paper)s: front page") % {"paper": paper.name},
    }
