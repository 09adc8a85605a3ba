"""The line that a command names as the next one can be typed as it stands. Less than 1 s."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from presswerk import conf
from presswerk.cli import app as commands
from presswerk.cli import next_step


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[typer.Typer]:
    """The program with one more command, which says what comes next."""
    monkeypatch.setenv("PRESSWERK_DATA", "elsewhere")
    program = typer.Typer()
    program.callback()(commands.common)
    program.command("tell")(lambda: typer.echo(next_step.next_steps("serve --worker")))
    yield program
    next_step._typed_data.clear()
    conf.current.cache_clear()


def test_it_names_the_folder_that_was_typed(told: typer.Typer, tmp_path: Path) -> None:
    folder = tmp_path / "meine zeitung"
    said = CliRunner().invoke(told, ["--data", str(folder), "tell"]).output
    assert said.endswith(f"presswerk serve --worker --data '{folder}'\n")


def test_it_names_no_folder_where_the_environment_knows_it(told: typer.Typer) -> None:
    assert CliRunner().invoke(told, ["tell"]).output.endswith("presswerk serve --worker\n")
