"""Paging by key: `?before=<number>` names the article after which a page begins, newest first.

`?after=<number>` does so where a list can be read oldest first; `?after=0` is its beginning.
"""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect

from presswerk.newsroom.models import Listing
from presswerk.newsroom.queries.listing import nearest_boundary

BEFORE = "before"
AFTER = "after"


def boundary(request: HttpRequest, name: str = BEFORE) -> int | None:
    """The number in `?before=`, None on the first page. Raises Http404 for anything that is no number."""
    text = request.GET.get(name)
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


def moved_oldest_first(
    path: str, after: int, rows: QuerySet[Listing]
) -> HttpResponsePermanentRedirect | None:
    """As `moved()` for a page of a list that is read oldest first."""
    if after == 0:
        return None
    nearest = nearest_boundary(rows, after, oldest_first=True) or 0
    return None if nearest == after else HttpResponsePermanentRedirect(f"{path}?{AFTER}={nearest}")


def paging(path: str, before: int | None, older: int | None) -> dict[str, str | None]:
    """The links to the older articles and back to the newest, for the context of a list."""
    return {
        "older_url": f"{path}?{BEFORE}={older}" if older else None,
        "newer_url": path if before is not None else None,
        "canonical_suffix": f"?{BEFORE}={before}" if before is not None else "",
    }


def paging_oldest_first(path: str, after: int, newer: int | None) -> dict[str, str | None]:
    """The links onward and back to the beginning of a list that is read oldest first."""
    return {
        "later_url": f"{path}?{AFTER}={newer}" if newer else None,
        "first_url": f"{path}?{AFTER}=0" if after else None,
        "canonical_suffix": f"?{AFTER}={after}",
    }
