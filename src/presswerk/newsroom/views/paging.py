"""Paging by key: `?before=<number>` names the article after which a page begins."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from presswerk.newsroom.models import Listing
from presswerk.newsroom.queries.listing import nearest_boundary

BEFORE = "before"


def boundary(request: HttpRequest) -> int | None:
    """The number in `?before=`, None on the first page. Raises Http404 for anything that is no number."""
    text = request.GET.get(BEFORE)
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404("No page of this list begins there.")
    return int(text)


def moved(path: str, before: int | None, rows: QuerySet[Listing]) -> HttpResponsePermanentRedirect | None:
    """The way to the nearest page that is linked, from one that begins at an article outside of the list.

    So there are no more pages of a list than it has articles, whatever numbers are made up.
    """
    if before is None:
        return None
    nearest = nearest_boundary(rows, before)
    if nearest == before:
        return None
    return HttpResponsePermanentRedirect(f"{path}?{BEFORE}={nearest}" if nearest else path)


def paging(path: str, before: int | None, older: int | None) -> dict[str, str | None]:
    """The links to the older articles and back to the newest, for the context of a list."""
    return {
        "older_url": f"{path}?{BEFORE}={older}" if older else None,
        "newer_url": path if before is not None else None,
        "canonical_suffix": f"?{BEFORE}={before}" if before is not None else "",
    }
