from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from presswerk.accessibility import in_force, pages
from presswerk.accessibility.statement import sections
from presswerk.newsroom import addresses
from presswerk.newsroom.context import page_context
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.views.serving import serve


def statement(request: HttpRequest) -> HttpResponse:
    """The statement, or what the publisher has put at its address. Raises Http404 before the founding."""
    try:
        return serve(request, request.path_info.lstrip("/"))
    except Http404:
        pass
    edition = paper_queries.edition_asked_for(request)
    if edition is None:
        raise Http404("There is no newspaper yet.")
    site, entered = paper_queries.site_of(request), in_force.settings(request)
    path, heading = pages.path_of(get_language()), _("Accessibility of this website")
    others = {root.language: pages.path_of(root.language) for root in addresses.roots() if root.site == site}
    context = page_context(
        request, edition, title=heading, path=path, breadcrumb=[(_("Accessibility"), path)], translated=others
    )
    context |= {
        "heading": heading,
        "sections": sections(context["paper"], entered),
        "checked_on": entered.checked_on,
    }
    return render(request, "accessibility/statement.html", context)
