from datetime import date, timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from presswerk.newsroom import addresses
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import FrontPage
from presswerk.newsroom.queries import archive as archive_queries
from presswerk.newsroom.views.paging import boundary, moved, paging


def archive(request: HttpRequest, edition: FrontPage) -> HttpResponse:
    """All years and months in which something was published."""
    path = addresses.archive_path(edition.language)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    context = page_context(request, edition, title=_("Archive"), path=path, breadcrumb=[(_("Archive"), path)])
    months = archive_queries.months(edition.locale_id)
    context["years"] = [
        {"year": year, "months": [_month_link(edition, month) for month in sorted(of_year)]}
        for year, of_year in groupby(months, key=lambda month: month.year)
    ]
    return TemplateResponse(request, "pages/archive.html", context)


def month(request: HttpRequest, edition: FrontPage, month: date) -> HttpResponse:
    """The articles of a month, newest first, with links to its days."""
    path = addresses.archive_path(edition.language, month.year, month.month)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    before = boundary(request)
    rows = archive_queries.rows_between(edition.locale_id, month, archive_queries.next_month(month))
    elsewhere = moved(path, before, rows)
    if elsewhere is not None:
        return elsewhere
    days = archive_queries.days(edition.locale_id, month)
    if not days:
        raise Http404
    page = archive_queries.of_month(edition.locale_id, month, before=before)
    name = date_format(month, "F Y")
    context = page_context(
        request,
        edition,
        title=_("Archive: %(month)s") % {"month": name},
        path=path,
        breadcrumb=[(_("Archive"), addresses.archive_path(edition.language)), (name, path)],
    )
    context |= {
        "month": month,
        "days": [_day_link(edition, row.day, row.articles) for row in days],
        "articles": page.articles,
        **paging(path, before, page.older),
    }
    return TemplateResponse(request, "pages/archive_month.html", context)


def day(request: HttpRequest, edition: FrontPage, day: date) -> HttpResponse:
    """The articles of a day, newest first."""
    path = addresses.archive_path(edition.language, day.year, day.month, day.day)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    before = boundary(request)
    rows = archive_queries.rows_between(edition.locale_id, day, day + timedelta(days=1))
    elsewhere = moved(path, before, rows)
    if elsewhere is not None:
        return elsewhere
    page = archive_queries.of_day(edition.locale_id, day, before=before)
    if not page.articles:
        raise Http404
    name = date_format(day, "DATE_FORMAT")
    month_path = addresses.archive_path(edition.language, day.year, day.month)
    context = page_context(
        request,
        edition,
        title=_("Archive: %(day)s") % {"day": name},
        path=path,
        breadcrumb=[
            (_("Archive"), addresses.archive_path(edition.language)),
            (date_format(day, "F Y"), month_path),
            (name, path),
        ],
    )
    context |= {
        "day": day,
        "articles": page.articles,
        "month_url": month_path,
        **paging(path, before, page.older),
    }
    return TemplateResponse(request, "pages/archive_day.html", context)


def _month_link(edition: FrontPage, month: date) -> dict:
    return {"month": month, "url": addresses.archive_path(edition.language, month.year, month.month)}


def _day_link(edition: FrontPage, day: date, articles: int) -> dict:
    return {
        "date": day,
        "count": articles,
        "url": addresses.archive_path(edition.language, day.year, day.month, day.day),
    }
