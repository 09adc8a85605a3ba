"""What an operator does with what a site's filter has learned."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from presswerk.spam import Engine, Submission

from .conftest import Presswerk

TEXT = "Gewinnen Sie jetzt hundert Freispiele ohne Einzahlung auf casino-bote.example"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A filter that Anna and Ben have taught, Ben a day later."""
    folder = tmp_path / "site"
    folder.mkdir()
    with Engine(folder) as engine:
        engine.learn(Submission(TEXT, id="1"), True, "anna", datetime(2026, 11, 23, 12, tzinfo=UTC))
        engine.learn(Submission(TEXT, id="2"), False, "ben", datetime(2026, 11, 24, 12, tzinfo=UTC))
    return folder


def test_drift_is_shown_by_week(presswerk: Presswerk, site: Path) -> None:
    said = presswerk("spam", "drift", str(site)).stdout
    assert "2026-W48" in said
    assert "honest" in said


def test_the_decisions_after_a_day_are_unlearned(presswerk: Presswerk, site: Path) -> None:
    assert "Unlearned: 1." in presswerk("spam", "rollback", str(site), "2026-11-23", "--yes").stdout
    with Engine(site) as engine:
        assert engine.decisions == 1


def test_those_of_one_alone_are_unlearned(presswerk: Presswerk, site: Path) -> None:
    said = presswerk("spam", "rollback", str(site), "2026-11-22", "--actor", "ben", "--yes").stdout
    assert "Unlearned: 1." in said


def test_what_another_node_learned_is_taken_in_once(presswerk: Presswerk, site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with Engine(other) as engine:
        engine.learn(Submission(TEXT, id="3"), True, "clara")
    assert "New decisions: 1." in presswerk("spam", "merge", str(site), str(other)).stdout
    assert "New decisions: 0." in presswerk("spam", "merge", str(site), str(other)).stdout


@pytest.mark.parametrize("typed", [["drift", "nowhere"], ["rollback", "{site}", "gestern", "--yes"]])
def test_what_cannot_be_is_refused_with_what_to_do(
    presswerk: Presswerk, site: Path, typed: list[str]
) -> None:
    refused = presswerk("spam", *(word.format(site=site) for word in typed))
    assert refused.returncode == 78
    assert refused.stderr.count(".") >= 2
