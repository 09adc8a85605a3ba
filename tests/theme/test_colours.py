"""The palette can be read: WCAG 2.2 AA on light and on dark ground, on the page and in boxes."""

import re

import pytest
from django.template.loader import render_to_string

from presswerk.newsroom.colours import contrast
from presswerk.theme.themes.theme import theme

BASE = theme("sachlich").part("tokens").read_text()
LOOKS = ["sachlich", "boulevard"]


def palette(look: str) -> dict[str, list[str]]:
    """Each colour of a look as it is on light and on dark ground, in six digits."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", theme(look).part("tokens").read_text())
    return {name: [_six_digits(colour) for colour in pair] for name, *pair in pairs}


def _six_digits(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


PALETTE = palette("sachlich")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent"])
def test_text_stands_out_from_its_ground(look, text, ground, scheme):
    assert contrast(palette(look)[text][scheme], palette(look)[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_on_slabs_and_on_the_papers_colour_stands_out(scheme):
    colours = palette("boulevard")
    assert contrast(colours["on-slab"][scheme], colours["slab"][scheme]) >= 7
    assert contrast(colours["on-accent"][scheme], colours["accent"][scheme]) >= 4.5


@pytest.mark.parametrize("look", ["sachlich", "boulevard"])
def test_the_grounds_that_a_look_declares_are_those_of_its_sheets(look):
    tokens = theme(look).part("tokens").read_text()
    light, dark = re.search(r"--wash: light-dark\((#\w+), (#\w+)\)", tokens).groups()
    assert theme(look).grounds == (light, dark)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_label_of_an_advert_can_be_read_and_seen(scheme):
    assert contrast(PALETTE["label-ink"][scheme], PALETTE["label-ground"][scheme]) >= 7


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_focus_ring_and_borders_of_fields_are_seen(ground, scheme):
    assert contrast(PALETTE["accent"][scheme], PALETTE[ground][scheme]) >= 3
    assert contrast(PALETTE["mark"][scheme], PALETTE[ground][scheme]) >= 3


def test_browsers_without_light_dark_get_the_light_palette():
    plain = dict(re.findall(r"--([\w-]+): (#\w{6});", BASE))
    assert {name: light for name, (light, _dark) in PALETTE.items()}.items() <= plain.items()


def test_the_papers_colours_come_as_a_style_sheet_of_their_own():
    sheet = render_to_string(
        "theme/colours.css",
        {
            "colours": [{"name": "accent", "light": "#0b5394", "dark": "#8ab4f8"}],
            "sections": [{"selector": '[data-section="7"]', "light": "#1f4e6b", "dark": "#9cc3da"}],
            "families": [("display", "var(--sans)")],
            "faces": "@font-face{}",
        },
    )
    assert "--accent:light-dark(#0b5394,#8ab4f8);--display:var(--sans);" in sheet
    assert '[data-section="7"]{--section:light-dark(#1f4e6b,#9cc3da)}' in sheet
    plain = sheet.partition("@supports not")[2]
    assert "--accent:#0b5394;" in plain
    assert '[data-section="7"]{--section:#1f4e6b}' in plain
    assert "@font-face{}" in sheet
