"""What a reader has to load stays small: style sheets, scripts, fonts."""

import re
from pathlib import Path

import brotli
import pytest

import presswerk.theme
from presswerk.theme.sheets.building import script, sheet
from presswerk.theme.sheets.kinds import KINDS, SCRIPTS
from presswerk.theme.themes.theme import LOOKS, theme

THEME = Path(presswerk.theme.__file__).parent
STATIC = THEME / "static" / "theme"
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
LOOK_NAMES = sorted(file.parent.name for file in LOOKS.glob("*/theme.toml"))
SHEETS = [(look, kind) for look in LOOK_NAMES for kind in KINDS]


@pytest.mark.parametrize(("look", "kind"), SHEETS)
def test_the_one_sheet_of_a_page_is_small(look, kind):
    assert len(brotli.compress(sheet(theme(look), kind).encode())) <= 6 * 1024


@pytest.mark.parametrize(("look", "kind"), SHEETS)
def test_a_sheet_waits_for_no_other_and_names_no_other_host(look, kind):
    css = sheet(theme(look), kind)
    assert "@import" not in css
    assert not re.search(r"url\([\"']?(https?:)?//", css)


@pytest.mark.parametrize(("look", "kind"), SHEETS)
def test_every_font_that_a_sheet_names_is_there(look, kind):
    named = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', sheet(theme(look), kind)))
    assert named
    assert named <= {font.name for font in FONTS}


def test_scripts_are_small():
    first = (STATIC / "js" / "choices.js").read_bytes()
    for kind in SCRIPTS:
        assert len(brotli.compress(first + script(theme("sachlich"), kind).encode())) <= 4 * 1024


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_a_face_is_small(font):
    assert font.stat().st_size <= 22 * 1024


@pytest.mark.parametrize("look", LOOK_NAMES)
def test_the_fonts_loaded_with_every_page_are_two_and_small(look):
    preload = theme(look).preload
    assert len(preload) == 2
    assert sum((STATIC.parent / name).stat().st_size for name in preload) <= 44 * 1024


@pytest.mark.parametrize("face", ["serif", "sans", "display"])
def test_font_comes_with_its_licence(face):
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / f"{face}-OFL.txt").read_text()
