from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse

from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import FrontPage, Listing, Topic
from presswerk.newsroom.queries import listing
from presswerk.newsroom.views.paging import boundary, moved, paging


def topic(request: HttpRequest, edition: FrontPage, topic: Topic) -> HttpResponse:
    """A topic with everything about it, newest first."""
    if request.path != topic.url:
        return HttpResponsePermanentRedirect(topic.url)
    before = boundary(request)
    elsewhere = moved(topic.url, before, listing.rows_of(Listing.Kind.TOPIC, topic.pk))
    if elsewhere is not None:
        return elsewhere
    page = listing.newest(Listing.Kind.TOPIC, topic.pk, before=before)
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
    context |= {"topic": topic, "articles": page.articles, **paging(topic.url, before, page.older)}
    return TemplateResponse(request, "pages/topic.html", context)
