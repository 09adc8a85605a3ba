"""What a reader has to load stays small: style sheets, scripts, fonts."""

import re
from pathlib import Path

import brotli
import pytest

import presswerk.theme
from presswerk.theme import in_page
from presswerk.theme.fonts.pairs import PAIRS
from presswerk.theme.sheets.building import script, sheet
from presswerk.theme.sheets.kinds import KINDS, SCRIPTS
from presswerk.theme.sheets.minify import minified
from presswerk.theme.themes.theme import LOOKS, theme

THEME = Path(presswerk.theme.__file__).parent
STATIC = THEME / "static" / "theme"
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
LOOK_NAMES = sorted(file.parent.name for file in LOOKS.glob("*/theme.toml"))
# Twelve packets less the headers: see MOST_BYTES_PRELOADED in script/fonts.
IN_TWO_ROUNDS = 12 * 1460 - 560
SHEETS = [(look, kind) for look in LOOK_NAMES for kind in KINDS]


@pytest.mark.parametrize(("look", "kind"), SHEETS)
def test_the_one_sheet_of_a_page_is_small(look, kind):
    assert len(brotli.compress(sheet(theme(look), kind).encode())) <= 6 * 1024


@pytest.mark.parametrize(("look", "kind"), SHEETS)
def test_a_sheet_waits_for_no_other_and_names_no_other_host(look, kind):
    css = sheet(theme(look), kind)
    assert "@import" not in css
    assert not re.search(r"url\([\"']?(https?:)?//", css)


OF_LOOKS = {theme(look).part("fonts") for look in LOOK_NAMES}
PARTS_WITH_FACES = OF_LOOKS | {pair.faces for pair in PAIRS.values()}


@pytest.mark.parametrize("part", sorted(PARTS_WITH_FACES), ids=lambda part: part.parent.parent.name)
def test_every_font_that_is_named_is_there_and_keeps_what_comes_late_for_the_next_page(part):
    rules = part.read_text()
    named = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', rules))
    assert named
    assert named <= {font.name for font in FONTS}
    assert rules.count("url(") == rules.count("font-display: optional;")
    assert len(brotli.compress(minified(rules).encode())) <= 1024


def test_scripts_are_small():
    first = in_page.FIRST_SCRIPT.encode()
    for kind in SCRIPTS:
        assert len(brotli.compress(first + script(theme("sachlich"), kind).encode())) <= 4 * 1024


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_a_face_is_small(font):
    assert font.stat().st_size <= 22 * 1024


@pytest.mark.parametrize("look", LOOK_NAMES)
def test_the_fonts_loaded_with_every_page_are_two_and_small(look):
    preload = theme(look).preload
    assert len(preload) == 2
    assert max((STATIC.parent / name).stat().st_size for name in preload) <= IN_TWO_ROUNDS


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_that_a_paper_may_choose_loads_at_most_two_files_within_the_same_budget(pair):
    assert 1 <= len(PAIRS[pair].preload) <= 2
    assert max((STATIC.parent / name).stat().st_size for name in PAIRS[pair].preload) <= IN_TWO_ROUNDS
    assert set(PAIRS[pair].families) == {"serif", "sans", "display", "text", "ui"}
    named = set(re.findall(r'"(Presswerk \w+)"', " ".join(PAIRS[pair].families.values())))
    assert named <= set(re.findall(r'font-family: "(Presswerk \w+)"', PAIRS[pair].faces.read_text()))


@pytest.mark.parametrize("face", ["serif", "sans", "display"])
def test_font_comes_with_its_licence(face):
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / f"{face}-OFL.txt").read_text()
