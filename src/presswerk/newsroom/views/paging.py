"""Paging by key: `?before=<number>` names the article after which a page begins."""

from django.http import Http404, HttpRequest

BEFORE = "before"


def boundary(request: HttpRequest) -> int | None:
    """The number in `?before=`, None on the first page. Raises Http404 for anything that is no number."""
    text = request.GET.get(BEFORE)
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404("No page of this list begins there.")
    return int(text)


def paging(path: str, before: int | None, older: int | None) -> dict[str, str | None]:
    """The links to the older articles and back to the newest, for the context of a list."""
    return {
        "older_url": f"{path}?{BEFORE}={older}" if older else None,
        "newer_url": path if before is not None else None,
        "canonical_suffix": f"?{BEFORE}={before}" if before is not None else "",
    }
