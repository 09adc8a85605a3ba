"""The one view behind every address of an edition."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.views import serve as serve_page

from presswerk.newsroom.editions import path_below_edition


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at this path; the language comes from the path alone."""
    below = path_below_edition(path)
    try:
        return serve_page(request, below)
    except Http404:
        moved = _old_address(request)
        if moved is not None:
            return moved
        raise


def _old_address(request: HttpRequest) -> HttpResponse | None:
    """A redirect that editors entered, or the same path with its final slash."""
    from wagtail.contrib.redirects.middleware import get_redirect

    redirect = get_redirect(request, request.get_full_path()) or get_redirect(request, request.path)
    if redirect is None or not redirect.link:
        return None
    if redirect.is_permanent:
        return HttpResponsePermanentRedirect(redirect.link)
    return HttpResponse(status=302, headers={"Location": redirect.link})
