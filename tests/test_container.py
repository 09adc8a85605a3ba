"""The container file and the systemd unit, as far as one can look at them without a container engine. 1 s."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UNIT = ROOT / "docs" / "how-to" / "presswerk.service"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """script/container beside a program that only says how it was called."""
    (tmp_path / "script").mkdir()
    shutil.copy(ROOT / "script" / "container", tmp_path / "script")
    program = tmp_path / ".venv" / "bin" / "presswerk"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "called: $*"\n')
    program.chmod(0o755)
    return tmp_path


def start(clone: Path, data: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        [clone / "script" / "container", *arguments],
        env={"PATH": os.environ["PATH"], "PRESSWERK_DATA": str(data)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_the_first_start_makes_a_newspaper_and_a_later_one_only_serves(clone: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    assert start(clone, data) == ["called: init", "called: serve --worker"]
    (data / "presswerk.sqlite3").touch()
    assert start(clone, data) == ["called: serve --worker"]


def test_whatever_stands_behind_the_image_is_a_command(clone: Path, tmp_path: Path) -> None:
    called = start(clone, tmp_path, "user", "add", "anna@zeitung.example")
    assert called == ["called: user add anna@zeitung.example"]


def test_the_image_gets_what_it_needs_and_nothing_else() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8")
    assert ignored == (ROOT / ".dockerignore").read_text(encoding="utf-8")
    wanted = [line[1:] for line in ignored.splitlines() if line.startswith("!")]
    assert [name for name in wanted if not (ROOT / name).exists()] == []
    # What hatchling reads to install the project, and the scripts with what they read.
    assert {"LICENSE", "README.md", "pyproject.toml", "requirements", "script", "src"} == set(wanted)


def test_it_runs_as_a_user_of_its_own_with_a_volume_and_a_health_check() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    words = [line.split()[0] for line in lines if line and not line.startswith(("#", " "))]
    last = words[len(words) - 1 - words[::-1].index("FROM") :]
    assert {"USER", "VOLUME", "HEALTHCHECK", "ENTRYPOINT"} <= set(last)
    assert last.index("USER") < last.index("ENTRYPOINT")
    assert "USER presswerk" in lines


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8").replace("/opt/presswerk/.venv/bin/presswerk", "/bin/true")
    unit = tmp_path / "presswerk.service"
    unit.write_text(text)
    found = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert (found.returncode, found.stderr) == (0, "")
