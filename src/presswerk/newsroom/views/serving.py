"""The one view behind every address of an edition."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.views import serve as serve_by_wagtail

from presswerk import bake
from presswerk.newsroom.editions import path_below_edition
from presswerk.newsroom.queries import paper
from presswerk.newsroom.queries.teasers import is_restricted


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at this path; the language comes from the path alone."""
    try:
        return _serve(request, path_below_edition(path))
    except Http404:
        moved = _entered_redirect(request)
        if moved is not None:
            return moved
        raise


def _serve(request: HttpRequest, path: str) -> HttpResponse:
    edition = paper.edition_of(request)
    if edition is None:
        raise Http404
    found = edition.route(request, [part for part in path.split("/") if part])
    page, args, kwargs = found
    if is_restricted(page.path):
        # Wagtail asks the reader to log in. It costs queries, so only where there is a restriction.
        bake.keep_out("a restriction")
        return serve_by_wagtail(request, path)
    refused = page.check_request_method(request)
    return refused if refused is not None else page.serve(request, *args, **kwargs)


@bake.named_query
def _entered_redirect(request: HttpRequest) -> HttpResponse | None:
    """A redirect that an editor entered for an address at which nothing stands."""
    bake.depends_on("redirects")
    # Wagtail stores them in one spelling, without the slash at the end.
    asked = (request.get_full_path(), request.path)
    paths = dict.fromkeys(Redirect.normalise_path(path, decode_unicode=False) for path in asked)
    redirect = next(filter(None, (get_redirect(request, path) for path in paths)), None)
    if redirect is None or not redirect.link:
        return None
    if redirect.is_permanent:
        return HttpResponsePermanentRedirect(redirect.link)
    return HttpResponse(status=302, headers={"Location": redirect.link})
