from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import FrontPage, SiteSettings
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
        title=edition.seo_title or _title(paper, edition),
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


def _title(paper: SiteSettings, edition: FrontPage) -> str:
    """The paper's name, with its claim in the language in which that is written."""
    speaks_it = edition.language == settings.LANGUAGE_CODE
    return f"{paper.name} – {paper.claim}" if paper.claim and speaks_it else paper.name
