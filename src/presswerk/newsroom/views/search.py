from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from presswerk import bake
from presswerk.newsroom import addresses
from presswerk.newsroom.context import page_context
from presswerk.newsroom.models import FrontPage
from presswerk.newsroom.queries import search as search_queries


def search(request: HttpRequest, edition: FrontPage) -> HttpResponse:
    """Articles that hold all words of `?q=`, best first."""
    path = addresses.search_path(edition.language)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    # The words are the reader's own; there are too many to keep, and the index follows by a job.
    bake.keep_out("a search")
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[: search_queries.MOST_CHARACTERS]
    number = _page_number(request.GET.get("page", ""))
    results, has_more = search_queries.search(edition.locale_id, words, number)
    title = _("Search: %(words)s") % {"words": words} if words else _("Search")
    context = page_context(request, edition, title=title, path=path, breadcrumb=[(_("Search"), path)])
    context |= {
        "query": words,
        "searched": bool(words),
        "results": results,
        "more_url": f"{path}?{urlencode({'q': words, 'page': number + 1})}" if has_more else None,
        # Results are endless and say nothing that the articles do not; where to search may be found.
        "robots": "noindex, follow" if words else "",
    }
    return TemplateResponse(request, "pages/search.html", context)


def _page_number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        return 1
    return min(max(int(text[:4]), 1), search_queries.MOST_PAGES)
