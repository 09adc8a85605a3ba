"""The paper's own style sheet: its colours, readable on every ground, and its fonts."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from presswerk.newsroom.appearance import Asked, Scheme, schemes
from presswerk.newsroom.colours import is_colour, readable_on
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries import sections as section_queries
from presswerk.theme.fonts.faces import faces, families

_PROPERTIES = ("accent", "paper", "wash", "soft", "rule", "label_ground", "label_ink")


def colours(request: HttpRequest) -> HttpResponse:
    """A small style sheet: the paper's colours and its sections', on every ground, and its fonts."""
    paper = paper_queries.paper(request)
    asked = Asked(paper.accent_colour, paper.ground_colour, paper.signal_colour)
    light, dark = schemes(asked, settings.THEME_GROUNDS)
    sheet = render_to_string(
        "theme/colours.css",
        {
            "colours": list(_named(light, dark)),
            "sections": _of_sections(light.wash, dark.wash),
            "families": families(paper.font_pair),
            "faces": faces(paper.font_pair),
        },
    )
    return HttpResponse(
        sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"}
    )


def _named(light: Scheme, dark: Scheme) -> Iterator[dict[str, str]]:
    """The custom properties that the paper sets; those of the look's are left to it."""
    for name in _PROPERTIES:
        if name == "wash" and not light.paper:
            continue
        if getattr(light, name):
            yield {
                "name": name.replace("_", "-"),
                "light": getattr(light, name),
                "dark": getattr(dark, name),
            }


def _of_sections(light: str, dark: str) -> list[dict[str, str]]:
    """Each colour of sections once, with a selector of all that have it."""
    of_colour: dict[str, list[int]] = {}
    for pk, colour in section_queries.colours().items():
        if is_colour(colour):
            of_colour.setdefault(colour, []).append(pk)
    return [
        {
            "selector": ",".join(f'[data-section="{pk}"]' for pk in keys),
            # The tinted grounds of boxes: what can be read there can be read on the page too.
            "light": readable_on(colour, light),
            "dark": readable_on(colour, dark),
        }
        for colour, keys in of_colour.items()
    ]
