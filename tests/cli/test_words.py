"""The command speaks the language of the terminal. About 1 s."""

import subprocess

from .conftest import command, environment


def test_a_refusal_is_german_where_the_terminal_is() -> None:
    said = subprocess.run(
        command("check", "ftp://zeitung.example"), env=environment(None, LANGUAGE="de"),
        capture_output=True, text=True,
    )  # fmt: skip

    assert said.returncode == 78
    assert said.stderr == (
        "ftp://zeitung.example ist keine Adresse einer Website.\nSchreiben Sie eine wie https://zeitung.example.\n"
    )
