"""The debate's own pages: `<address of the article>/comments/`, in three orders and by how new."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.comments import rules
from presswerk.comments.models import Mode
from presswerk.comments.queries import debate as queries
from presswerk.comments.queries.debate import Since, Slice, Sort
from presswerk.comments.shown import form_context, opening
from presswerk.comments.views.asked import number
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import ArticlePage, FrontPage
from presswerk.newsroom.queries import sections
from presswerk.newsroom.queries.teasers import is_restricted

PARAMETERS = ("sort", "after", "since")
"""All that change the page, in canonical order."""


@dataclass(frozen=True)
class Asked:
    """Which page of a debate."""

    sort: Sort
    after: int | None
    since: Since | None

    @property
    def query(self) -> str:
        """The one spelling of its parameters, with "?"; "" for the first page."""
        if self.since is not None:
            return f"?since={self.since}"
        parts = [f"sort={self.sort}"] if self.sort != Sort.NEWEST else []
        parts += [f"after={self.after}"] if self.after is not None else []
        return f"?{'&'.join(parts)}" if parts else ""


def debate(request: HttpRequest, edition: FrontPage, subject: object) -> HttpResponse:
    """One page of a debate. At most ten queries, whatever the number of comments."""
    if not isinstance(subject, ArticlePage) or is_restricted(subject.path):
        raise Http404("There is no debate of this.")
    path = f"{subject.url}comments/"
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    in_force = rules.in_force(subject)
    asked = _asked(request)
    shown: Slice | None
    if asked.since is not None:
        shown = Slice([], None, queries.count(subject.pk))
    else:
        shown = queries.page(subject.pk, asked.sort, asked.after)
    if shown is None:
        assert asked.after is not None
        nearest = queries.nearest_boundary(subject.pk, asked.sort, asked.after)
        return HttpResponsePermanentRedirect(path + Asked(asked.sort, nearest, None).query)
    if in_force.mode == Mode.OFF and not shown.count:
        raise Http404("There is no debate of this.")
    context = _frame(request, edition, subject, path, asked) | {
        "slice": shown,
        "count": shown.count,
        "path": path,
        "sort": asked.sort,
        "since": asked.since,
        "is_first": asked.after is None and asked.since is None,
        "more_url": path + Asked(asked.sort, shown.after, None).query if shown.after else None,
        **opening(in_force),
        **form_context(subject, in_force),
    }
    if asked.since is not None:
        context["new"] = queries.new_since(subject.pk, asked.since, timezone.now())
    return TemplateResponse(request, "comments/debate_page.html", context)


def _asked(request: HttpRequest) -> Asked:
    """What the parameters ask for. Raises Http404 for values that no link has."""
    given = request.GET
    try:
        sort = Sort(given.get("sort", Sort.NEWEST))
        since = Since(given["since"]) if "since" in given else None
    except ValueError:
        raise Http404("There is no such order.") from None
    if since is not None:
        return Asked(Sort.NEWEST, None, since)
    after = number(given["after"]) if "after" in given else None
    if after is None and "after" in given:
        raise Http404("No page of this debate begins there.")
    return Asked(sort, after, None)


def _frame(
    request: HttpRequest, edition: FrontPage, article: ArticlePage, path: str, asked: Asked
) -> dict[str, Any]:
    way = sections.path_to(article.section) if article.section else []
    title = _("Comments on “%(headline)s”") % {"headline": article.headline}
    context = page_context(
        request,
        edition,
        title=title,
        path=path + asked.query,
        description=article.lead,
        breadcrumb=[*((step.title, step.url) for step in way), (article.title, article.url)],
        feeds=[(title, f"{article.url}comments-feed/")],
    )
    # Other orders show the same comments once more; the article's own page is what should be found.
    robots = "" if asked.sort == Sort.NEWEST and asked.since is None else "noindex, follow"
    return context | {"article": article, "robots": robots}
