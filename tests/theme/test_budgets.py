"""What a reader has to load stays small: style sheets, scripts, fonts."""

import gzip
import re
from pathlib import Path

import pytest

import presswerk.theme

STATIC = Path(presswerk.theme.__file__).parent / "static" / "theme"
SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
PRELOADED_FONTS = [STATIC / "fonts" / "serif.woff2", STATIC / "fonts" / "sans.woff2"]


def compressed(paths) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_all_style_sheets_together_are_small():
    assert sum(path.stat().st_size for path in SHEETS) <= 45_000
    assert compressed(SHEETS) <= 12_000


@pytest.mark.parametrize("sheet", ["front.css", "article.css", "list.css"])
def test_the_two_sheets_of_a_page_are_small(sheet):
    assert compressed([STATIC / "css" / "base.css", STATIC / "css" / sheet]) <= 9_000


def test_scripts_are_small():
    assert sum(path.stat().st_size for path in SCRIPTS) <= 10_000


def test_fonts_loaded_with_every_page_are_small():
    assert sum(path.stat().st_size for path in PRELOADED_FONTS) <= 48_000


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_style_sheet_waits_for_no_other_and_names_no_other_host(path):
    source = path.read_text()
    assert "@import" not in source
    assert not re.search(r"url\([\"']?(https?:)?//", source)


@pytest.mark.parametrize("face", ["serif", "sans"])
def test_font_comes_with_its_licence(face):
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / f"{face}-OFL.txt").read_text()
