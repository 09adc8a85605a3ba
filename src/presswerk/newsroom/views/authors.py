from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import AuthorProfile, FrontPage, Listing
from presswerk.newsroom.queries import listing
from presswerk.newsroom.stored_sizes import take_sizes
from presswerk.newsroom.views.paging import boundary, moved, paging


def author(request: HttpRequest, edition: FrontPage, author: AuthorProfile) -> HttpResponse:
    """An author with all articles, newest first."""
    if request.path != author.url:
        return HttpResponsePermanentRedirect(author.url)
    before = boundary(request)
    elsewhere = moved(author.url, before, listing.rows_of(Listing.Kind.AUTHOR, author.pk))
    if elsewhere is not None:
        return elsewhere
    take_sizes(author, "portrait")
    page = listing.newest(Listing.Kind.AUTHOR, author.pk, before=before)
    context = page_context(
        request,
        edition,
        title=_("%(name)s: all articles") % {"name": author.name},
        path=author.url,
        description=author.short_biography,
        breadcrumb=[(author.name, author.url)],
        feeds=[(author.name, f"{author.url}feed/")],
        page=author,
    )
    context |= {"author": author, "articles": page.articles, **paging(author.url, before, page.older)}
    return TemplateResponse(request, "pages/author.html", context)
