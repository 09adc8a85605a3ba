"""The demo fills its own folder only, and throws away nothing that is not its own."""

from pathlib import Path

import pytest

from presswerk.cli import demo_folder
from presswerk.cli.demo_editor import DemoEditor, read_demo_editor
from presswerk.cli.demo_folder import Filling
from presswerk.cli.refusal import Refusal


def contents(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A folder that the demo has filled."""
    demo_folder.mark(tmp_path, Filling.DONE)
    for name in ("presswerk.sqlite3", "secret.key", "presswerk.toml", "running.lock"):
        (tmp_path / name).touch()
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "picture.jpg").touch()
    return tmp_path


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    demo_folder.require_own_folder(tmp_path)
    demo_folder.require_own_folder(tmp_path / "nothing")

    assert demo_folder.filling_of(tmp_path) is Filling.NONE


def test_how_far_it_has_come_is_remembered(tmp_path: Path) -> None:
    for filling in (Filling.BEGUN, Filling.DONE):
        demo_folder.mark(tmp_path, filling)
        assert demo_folder.filling_of(tmp_path) is filling


def test_a_marker_that_was_cut_off_means_that_it_had_begun(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("do")

    assert demo_folder.filling_of(tmp_path) is Filling.BEGUN


@pytest.mark.parametrize("name", ["presswerk.sqlite3", "media"])
def test_a_newspaper_that_is_not_the_demos_is_not_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()

    for act in (demo_folder.require_own_folder, demo_folder.clear):
        with pytest.raises(Refusal, match="holds a newspaper that is not the demo's"):
            act(tmp_path)
    assert contents(tmp_path) == {name}


def test_a_folder_with_other_files_is_not_filled_so_that_none_is_thrown_away_later(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").touch()

    with pytest.raises(Refusal, match=r"holds other files already, such as letters\.txt"):
        demo_folder.require_own_folder(tmp_path)


def test_to_begin_anew_keeps_the_operators_settings_and_the_key(demo: Path) -> None:
    demo_folder.clear(demo)

    assert contents(demo) == {"presswerk.toml", "secret.key", "running.lock"}
    assert demo_folder.filling_of(demo) is Filling.NONE


def test_what_a_link_leads_to_is_not_thrown_away(
    demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("archive")
    (elsewhere / "photo.jpg").touch()
    (demo / "archive").symlink_to(elsewhere)

    demo_folder.clear(demo)

    assert contents(elsewhere) == {"photo.jpg"}
    assert not (demo / "archive").exists()


def test_an_interrupted_clearing_is_still_the_demos(demo: Path) -> None:
    demo_folder.mark(demo, Filling.BEGUN)

    demo_folder.require_own_folder(demo)
    demo_folder.clear(demo)

    assert not (demo / "media").exists()


def test_the_editors_way_in_is_told_while_its_note_is_there(tmp_path: Path) -> None:
    assert read_demo_editor(tmp_path) is None

    (tmp_path / "demo-editor.txt").write_text("redaktion@demo.example\nabc-def\n")

    assert read_demo_editor(tmp_path) == DemoEditor("redaktion@demo.example", "abc-def")
