"""The trial before a reload, on real newspapers."""

import subprocess
from pathlib import Path

import pytest

from presswerk.cli.newspaper import program_command
from presswerk.cli.supervisor import EX_CONFIG
from tests.e2e.newspapers import copy_of, python

from .conftest import environment


def tried(data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        program_command("trial"), env=environment(data), capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return copy_of("founded", tmp_path / "paper")


def test_a_newspaper_that_could_start_passes_and_is_not_changed(paper: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in paper.rglob("*") if path.suffix in {".toml", ".json"}}

    assert tried(paper).returncode == 0
    after = {path: path.stat().st_mtime_ns for path in paper.rglob("*") if path.suffix in {".toml", ".json"}}
    assert after == before


def test_a_setting_that_does_not_go_is_told(paper: Path) -> None:
    (paper / "presswerk.toml").write_text('base_url = "zeitung.example\n', encoding="utf-8")

    done = tried(paper)

    assert done.returncode == EX_CONFIG
    assert "presswerk.toml is not valid TOML" in done.stderr


def test_a_database_of_another_version_is_told(paper: Path) -> None:
    python(
        paper,
        "from django.core.management import call_command\n"
        "call_command('migrate', 'jobs', '0002', verbosity=0)",
    )

    done = tried(paper)

    assert done.returncode == EX_CONFIG
    assert "presswerk upgrade" in done.stderr
