"""The palette can be read: WCAG 2.2 AA on light and on dark ground, on the page and in boxes."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import presswerk.theme
from presswerk.newsroom.colours import contrast

BASE = (Path(presswerk.theme.__file__).parent / "static" / "theme" / "css" / "base.css").read_text()
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", BASE))
PALETTE = {name: pair.split(", ") for name, pair in PAIRS.items()}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent"])
def test_text_stands_out_from_its_ground(text, ground, scheme):
    assert contrast(PALETTE[text][scheme], PALETTE[ground][scheme]) >= 4.5


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


def test_the_papers_accent_comes_as_a_style_sheet_of_its_own():
    sheet = render_to_string(
        "theme/colours.css",
        {
            "accent_light": "#0b5394",
            "accent_dark": "#8ab4f8",
            "section_colours": [{"pk": 7, "light": "#1f4e6b", "dark": "#9cc3da"}],
        },
    )
    assert "--accent:light-dark(#0b5394,#8ab4f8)" in sheet
    assert '[data-section="7"]{--section:light-dark(#1f4e6b,#9cc3da)}' in sheet
    assert '[data-section="7"]{--section:#1f4e6b}' in sheet.partition("@supports not")[2]
