from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse

from presswerk.newsroom.chronology import by_month
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import FrontPage, Listing, Topic
from presswerk.newsroom.queries import listing
from presswerk.newsroom.queries.listing import Slice
from presswerk.newsroom.views import paging
from presswerk.newsroom.views.paging import AFTER, BEFORE, boundary

PARAMETERS = (BEFORE, AFTER)


def topic(request: HttpRequest, edition: FrontPage, topic: Topic) -> HttpResponse:
    """All about a topic by month and day, newest first, or with `?after=` oldest first."""
    if request.path != topic.url:
        return HttpResponsePermanentRedirect(topic.url)
    before, after = boundary(request), boundary(request, AFTER)
    if before is not None and after is not None:
        return HttpResponsePermanentRedirect(f"{topic.url}?{BEFORE}={before}")
    found = _newest_first(topic, before) if after is None else _oldest_first(topic, after)
    if isinstance(found, HttpResponse):
        return found
    page, links = found
    context = page_context(
        request,
        edition,
        title=topic.name,
        path=topic.url,
        description=topic.lead,
        breadcrumb=[(topic.name, topic.url)],
        feeds=[(topic.name, f"{topic.url}feed/")],
        page=topic,
    )
    context |= {
        "topic": topic,
        "months": by_month(page.articles),
        "oldest_first_url": f"{topic.url}?{AFTER}=0",
        "is_oldest_first": after is not None,
        # The same once more in another order is nothing that has to be found.
        "robots": "noindex, follow" if after is not None else "",
        **links,
    }
    return TemplateResponse(request, "pages/topic.html", context)


def _newest_first(topic: Topic, before: int | None) -> HttpResponse | tuple[Slice, dict[str, Any]]:
    rows = listing.rows_of(Listing.Kind.TOPIC, topic.pk)
    elsewhere = paging.moved(topic.url, before, rows)
    if elsewhere is not None:
        return elsewhere
    page = listing.newest(Listing.Kind.TOPIC, topic.pk, before=before)
    return page, paging.paging(topic.url, before, page.older)


def _oldest_first(topic: Topic, after: int) -> HttpResponse | tuple[Slice, dict[str, Any]]:
    rows = listing.rows_of(Listing.Kind.TOPIC, topic.pk)
    elsewhere = paging.moved_oldest_first(topic.url, after, rows)
    if elsewhere is not None:
        return elsewhere
    page = listing.oldest(Listing.Kind.TOPIC, topic.pk, after=after)
    return page, paging.paging_oldest_first(topic.url, after, page.older)
