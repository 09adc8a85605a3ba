from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from presswerk.newsroom.colours import readable_on
from presswerk.newsroom.queries import paper as paper_queries

# The tinted grounds of boxes (`--wash` in base.css): what can be read there can be read on the page too.
_LIGHT_GROUND = "#f3f0ea"
_DARK_GROUND = "#1e2023"


def colours(request: HttpRequest) -> HttpResponse:
    """A small style sheet with the paper's colours, made readable on light and on dark ground."""
    accent = paper_queries.paper(request).accent_colour
    sheet = render_to_string(
        "theme/colours.css",
        {
            "accent_light": readable_on(accent, _LIGHT_GROUND),
            "accent_dark": readable_on(accent, _DARK_GROUND),
        },
    )
    return HttpResponse(
        sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"}
    )
