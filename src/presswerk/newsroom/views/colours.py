from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from presswerk.newsroom.colours import is_colour, readable_on
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries import sections as section_queries


def colours(request: HttpRequest) -> HttpResponse:
    """A small style sheet: the paper's colour and its sections', readable on light and on dark ground."""
    accent = _on_both_grounds(paper_queries.paper(request).accent_colour)
    sections = [
        {"pk": pk, **_on_both_grounds(colour)}
        for pk, colour in section_queries.colours().items()
        if is_colour(colour)
    ]
    sheet = render_to_string(
        "theme/colours.css",
        {"accent_light": accent["light"], "accent_dark": accent["dark"], "section_colours": sections},
    )
    return HttpResponse(
        sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"}
    )


def _on_both_grounds(colour: str) -> dict[str, str]:
    # The tinted grounds of boxes: what can be read there can be read on the page too.
    light, dark = settings.THEME_GROUNDS
    return {"light": readable_on(colour, light), "dark": readable_on(colour, dark)}
