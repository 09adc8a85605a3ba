"""Style sheets are joined from parts, and made small without a change of what they say. 0.3 s."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswerk.theme.sheets.building import build, script, sheet
from presswerk.theme.sheets.kinds import KINDS, PARTS, SCRIPTS
from presswerk.theme.sheets.layers import merged
from presswerk.theme.sheets.minify import minified, without_comments
from presswerk.theme.themes.theme import LOOKS, theme

CSS = LOOKS.parent / "css"


def test_white_space_that_says_something_stays():
    assert minified("a :hover { width: calc(1px + 2px); }") == "a :hover{width:calc(1px + 2px)}"
    assert minified("@media (width >= 40rem) and (hover) { p > a { top: 0 } }") == (
        "@media (width >= 40rem) and (hover){p > a{top:0}}"
    )


def test_a_comment_between_two_words_does_not_join_them():
    assert minified("a/* and */b { top: 0; }") == "a b{top:0}"


@given(st.text(alphabet=st.characters(blacklist_characters='"\\\n\r\f', blacklist_categories=["Cs"])))
def test_a_string_passes_untouched(text):
    assert f'"{text}"' in minified(f'a {{ content: "{text}" ; }}')


@pytest.mark.parametrize("kind", KINDS)
def test_making_small_twice_changes_nothing_more(kind):
    once = sheet(theme("sachlich"), kind)
    assert minified(once) == once


def test_scripts_lose_their_comments_and_nothing_else():
    assert without_comments("/* a\n * b\n */\nconst x = 1; // c\n\n  // d\n  go('//e');\n") == (
        "const x = 1; // c\ngo('//e');\n"
    )


def test_every_script_belongs_to_a_kind_of_page():
    ours = {file.stem for file in (CSS.parent / "scripts").glob("*.js")}
    assert ours == {name for names in SCRIPTS.values() for name in names}


def test_neighbours_of_one_layer_share_it_and_a_part_with_more_than_that_is_left_alone():
    assert list(merged(["/* x */\n@layer a {p {}}", "@layer a {q {}}"])) == ["@layer a {p {}q {}}"]
    more = '@layer a {p {content: "}"}} q {}'
    assert list(merged(["@layer a {p {}}", more])) == ["@layer a {p {}}", more]


def test_a_theme_may_bring_a_script_of_its_own(tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "theme.toml").write_text("")
    (tmp_path / "scripts" / "menu.js").write_text("mine();")
    assert script(theme(str(tmp_path)), "front") == "{\nmine();\n}\n"


def test_every_part_belongs_to_a_kind_of_page():
    assert {file.stem for file in CSS.glob("*.css")} == set(PARTS)


@pytest.mark.parametrize("part", sorted({*PARTS} - {"fonts", "layers"}))
def test_all_rules_of_a_part_stand_in_one_layer(part):
    rules = minified((CSS / f"{part}.css").read_text())
    assert re.fullmatch(r"@layer [a-z]+\{.*\}", rules)
    assert rules.count("@layer") == 1


def test_sheets_that_are_fresh_are_left_alone(tmp_path):
    build(theme("sachlich"), tmp_path)
    file = tmp_path / "theme" / "css" / "front.css"
    file.write_text("kept")
    build(theme("sachlich"), tmp_path)
    assert file.read_text() == "kept"
    file.unlink()
    build(theme("sachlich"), tmp_path)
    assert file.read_text() == sheet(theme("sachlich"), "front")


def test_another_theme_makes_the_sheets_anew(tmp_path):
    build(theme("sachlich"), tmp_path)
    build(theme("boulevard"), tmp_path)
    assert (tmp_path / "theme" / "css" / "front.css").read_text() == sheet(theme("boulevard"), "front")


def test_the_order_of_layers_comes_before_all_rules():
    for kind in KINDS:
        assert sheet(theme("sachlich"), kind).startswith("@layer reset,tokens,base")
