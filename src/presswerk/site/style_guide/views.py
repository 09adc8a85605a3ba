"""The pages of the style guide: one for each kind of style sheet."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from presswerk.newsroom.context import page_context
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.site.style_guide import samples
from presswerk.theme.sheets.kinds import KINDS


@require_safe
def style_guide(request: HttpRequest, kind: str = "front") -> HttpResponse:
    """Components of one kind of page. In development for everybody, else for editors; never kept or indexed.

    Raises Http404 for others, and for a kind that is none.
    """
    if kind not in KINDS or not _may_look(request):
        raise Http404
    edition = paper_queries.edition_asked_for(request)
    context = page_context(
        request,
        edition,
        title=_("Style guide"),
        path=request.path,
        breadcrumb=[(_("Style guide"), "/_stil/"), (_long_name(kind), request.path)],
    )
    context |= {"kind": kind, "kinds": KINDS, "robots": "noindex, nofollow"}
    answer = render(request, f"style_guide/{kind}.html", context | samples.everything())
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _may_look(request: HttpRequest) -> bool:
    return settings.DEBUG or request.user.has_perm("wagtailadmin.access_admin")


def _long_name(kind: str) -> str:
    # As long as a headline, to see that the way to the page stays on its line.
    return _("Components of the sheet “%(kind)s”, with a name that is longer than the line has room") % {
        "kind": kind
    }
