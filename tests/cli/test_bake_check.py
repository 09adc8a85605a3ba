"""What the doctor says of the store of ready pages."""

from pathlib import Path

from presswerk.bake.store.trouble import DAMAGED, FULL, note
from presswerk.cli.checks.bake import store
from presswerk.cli.checks.finding import State
from presswerk.conf import load


def test_a_store_without_trouble_is_well(tmp_path: Path) -> None:
    assert [finding.state for finding in store(load({}, tmp_path))] == [State.WELL]


def test_each_kind_of_trouble_is_told_once_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "bake").mkdir()
    note(tmp_path / "bake", FULL, "All pages are erased.")
    note(tmp_path / "bake", DAMAGED, "It is shorter than it says")
    note(tmp_path / "bake", FULL, "All pages are erased.")
    findings = list(store(load({}, tmp_path)))
    assert [finding.state for finding in findings] == [State.ATTENTION] * 2
    assert "was full 2 times in the last day" in findings[0].found
    assert "PRESSWERK_BAKE_MEGABYTES" in (findings[0].mend or "")
    assert "was damaged once" in findings[1].found
