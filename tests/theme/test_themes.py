"""A theme is a folder; what it lacks comes from the one below. 0.1 s."""

import pytest

from presswerk.theme.sheets.building import sheet, source
from presswerk.theme.themes.theme import LOOKS, ThemeError, theme


def folder_with(path, files: dict[str, str] | None = None):
    for name, text in {"theme.toml": 'name = "Mine"\n', **(files or {})}.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def mine_of(path, files: dict[str, str]):
    return theme(str(folder_with(path, files)))


def test_values_are_added_to_the_layer_of_values_and_rules_to_that_of_themes(tmp_path):
    mine = mine_of(tmp_path, {"tokens.css": ":root { --ink: #123456 }", "all.css": "p { top: 0 }"})
    css = sheet(mine, "article")
    assert "@layer tokens{:root{--ink:#123456}}" in css
    assert "@layer theme{p{top:0}}" in css


def test_a_sheet_of_one_kind_is_added_to_this_kind_alone(tmp_path):
    mine = mine_of(tmp_path, {"front.css": "p { top: 0 }"})
    assert "@layer theme{p{top:0}}" in sheet(mine, "front")
    assert "@layer theme{" not in sheet(mine, "article")


def test_a_part_takes_the_place_of_ours(tmp_path):
    mine = mine_of(tmp_path, {"css/teaser.css": "@layer components { .teaser { top: 7px } }"})
    css = sheet(mine, "front")
    assert "top:7px" in css
    assert ".teaser-picture{background" not in css


def test_a_theme_on_top_of_another_wins(tmp_path):
    lower = folder_with(tmp_path / "lower", {"tokens.css": ":root { --ink: red }"})
    upper = folder_with(
        tmp_path / "upper", {"theme.toml": f'based_on = "{lower}"', "tokens.css": ":root { --ink: blue }"}
    )
    css = source(theme(str(upper)), "front")
    assert css.index("--ink: red") < css.index("--ink: blue")


def test_templates_and_files_of_the_upper_theme_come_first(tmp_path):
    mine = mine_of(tmp_path, {"templates/components/teaser.html": "x", "static/theme/a.svg": "x"})
    assert mine.template_folders[0] == tmp_path / "templates"
    assert mine.static_folders[0] == tmp_path / "static"


def test_the_state_changes_with_a_file(tmp_path):
    folder_with(tmp_path)
    before = theme(str(tmp_path)).state
    folder_with(tmp_path, {"tokens.css": ":root {}"})
    assert theme(str(tmp_path)).state != before


@pytest.mark.parametrize("setting", ["gibt-es-nicht", "/gibt/es/nicht", "../looks"])
def test_a_theme_that_is_not_there_is_named_with_those_that_are(setting):
    with pytest.raises(ThemeError, match="boulevard, sachlich"):
        theme(setting)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name = ", "cannot be read"),
        ("colour = 1", "colour is not known"),
        ("preload = 'a'", "preload is a list"),
    ],
)
def test_a_faulty_theme_file_is_told_with_its_fault(tmp_path, text, complaint):
    with pytest.raises(ThemeError, match=complaint):
        mine_of(tmp_path, {"theme.toml": text})


def test_a_theme_based_on_itself_is_refused(tmp_path):
    folder_with(tmp_path, {"theme.toml": f'based_on = "{tmp_path}"'})
    with pytest.raises(ThemeError, match="based on itself"):
        theme(str(tmp_path))


def test_the_looks_that_come_along_differ_in_more_than_colours():
    sachlich, boulevard = theme("sachlich"), theme("boulevard")
    assert boulevard.preload != sachlich.preload
    assert boulevard.template_folders
    assert boulevard.part("top") != sachlich.part("top")
    assert sachlich.folder == LOOKS / "sachlich"
