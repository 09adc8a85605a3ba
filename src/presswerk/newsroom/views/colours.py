"""The paper's own style sheet by itself, for what is no page of the paper: the editor's previews."""

from django.http import HttpRequest, HttpResponse

from presswerk.newsroom.paper_sheet import paper_sheet


def colours(request: HttpRequest) -> HttpResponse:
    """A small style sheet, the same that stands in every page."""
    return HttpResponse(
        paper_sheet(request),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "max-age=300"},
    )
