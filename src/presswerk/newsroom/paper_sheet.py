"""The paper's own styles: its colours and its sections', readable on every ground, and its fonts."""

from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from presswerk.newsroom.appearance import Asked, Scheme, schemes
from presswerk.newsroom.colours import is_colour, readable_on
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries import sections as section_queries
from presswerk.theme.fonts.faces import faces, families

_PROPERTIES = ("accent", "paper", "wash", "soft", "rule", "label_ground", "label_ink")


def paper_sheet(request: HttpRequest, text: str | None = None) -> str:
    """The rules, of the paper that this request is for. One query, for the colours of sections.

    With `text`, which may be the whole page, only the fonts that its characters need; else all.
    """
    paper = paper_queries.paper(request)
    asked = Asked(paper.accent_colour, paper.ground_colour, paper.signal_colour)
    of_sections = tuple(section_queries.colours().items())
    rules = faces(paper.font_pair, text)
    return _written(asked, paper.font_pair, rules, of_sections, settings.THEME_GROUNDS)


@lru_cache(maxsize=16)
def _written(
    asked: Asked,
    font_pair: str,
    rules: str,
    of_sections: tuple[tuple[int, str], ...],
    grounds: tuple[str, str],
) -> str:
    light, dark = schemes(asked, grounds)
    return render_to_string(
        "theme/colours.css",
        {
            "colours": list(_named(light, dark)),
            "sections": _of_sections(of_sections, light.wash, dark.wash),
            "families": families(font_pair),
            "faces": rules,
        },
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


def _of_sections(of_sections: tuple[tuple[int, str], ...], light: str, dark: str) -> list[dict[str, str]]:
    """Each colour of sections once, with a selector of all that have it."""
    of_colour: dict[str, list[int]] = {}
    for pk, colour in of_sections:
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
