"""The command as a whole: quick where it can be, plain where it must say no, and documented."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from presswerk import __version__
from presswerk.cli.addresses import local_address
from presswerk.cli.app import data_option_first

from .conftest import command, environment

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        (["demo", "--data", "paper"], ["--data", "paper", "demo"]),
        (["demo", "--data=paper", "--fresh"], ["--data=paper", "demo", "--fresh"]),
        (["--data", "paper", "user", "list"], ["--data", "paper", "user", "list"]),
        (["import", "jsonl", "--", "--data"], ["import", "jsonl", "--", "--data"]),
        (["demo", "--data"], ["--data", "demo"]),
        ([], []),
    ],
)
def test_the_data_folder_may_stand_anywhere_in_the_line(typed: list[str], understood: list[str]) -> None:
    assert data_option_first(typed) == understood


def test_version_and_help_do_not_load_django() -> None:
    code = (
        "import sys\n"
        "from presswerk.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit('django' in sys.modules or 'granian' in sys.modules)"
    )
    for words in (["version"], ["--help"], ["serve", "--help"], ["user", "add", "--help"]):
        ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
        assert ran.returncode == 0, words
        if words == ["version"]:
            assert ran.stdout == f"presswerk {__version__}\n"


def test_every_command_has_help_with_an_example(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    sections = page.split("\n## presswerk ")[1:]

    assert {"init", "demo", "serve", "worker", "doctor", "version"} <= {
        part.split("\n")[0] for part in sections
    }
    for part in sections:
        assert f"Example: `presswerk {part.split()[0]}" in part or "Example: `presswerk --data" in part


def test_the_reference_pages_are_what_the_code_says() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / "script" / "reference", "--check"], capture_output=True, text=True
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_folder_that_cannot_be_made_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    refused = subprocess.run(
        command("init", "--data", str(tmp_path / "file")),
        env=environment(None),
        capture_output=True,
        text=True,
    )

    assert refused.returncode == 78
    assert (
        refused.stderr
        == f"{tmp_path / 'file'} is a file and no folder.\nChoose another folder with --data.\n"
    )


def test_a_relative_data_folder_is_that_of_the_folder_one_is_in(tmp_path: Path) -> None:
    found = subprocess.run(
        command("--data", "paper", "doctor", "--json"),
        env=environment(None),
        cwd=tmp_path,
        capture_output=True,
    )

    assert os.fsencode(tmp_path / "paper") in found.stdout


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("zeitung.example", "http://zeitung.example:8000"),
    ],
)
def test_the_address_to_type_leads_to_this_machine(host: str, address: str) -> None:
    assert local_address(host, 8000) == address
