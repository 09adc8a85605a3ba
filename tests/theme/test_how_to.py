"""docs/how-to/make-your-own-theme.md, followed word by word. 6 s."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from presswerk.theme.sheets.building import sheet
from presswerk.theme.themes.theme import theme

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "how-to" / "make-your-own-theme.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where somebody typed all commands of the guide but those that start a newspaper."""
    folder = tmp_path_factory.mktemp("designer")
    for step in STEPS:
        if "presswerk" not in step:
            subprocess.run(["sh", "-e", "-c", step], cwd=folder, check=True)
    return folder


def test_the_theme_is_one_that_presswerk_takes(folder):
    mine = theme(str(folder / "my-theme"))
    assert mine.name == "Deichblick"
    assert mine.grounds == ("#e4efed", "#1a2624")
    assert "#f7fbfa" in sheet(mine, "article")
    assert "double" in sheet(mine, "front")
    assert "double" not in sheet(mine, "list")


def test_the_commands_show_it(folder):
    program = """
import presswerk.cli.django_setup as start; start.set_up_django()
from django.template.loader import render_to_string
from django.conf import settings
print(render_to_string("components/newest.html", {"latest": [1]}))
print(settings.THEME_PRELOAD)
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PRESSWERK_")}
    environment |= {"PRESSWERK_DATA": str(folder / "var"), "PRESSWERK_THEME": "my-theme", "COLUMNS": "100"}
    shown = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'class="fresh"' in shown.stdout, shown.stderr
    assets = subprocess.run(
        [sys.executable, "-m", "presswerk.cli", "assets"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Deichblick" in assets.stdout, assets.stderr
    hashed = (folder / "var" / "static" / "theme" / "css").glob("article.*.css")
    assert any("#f7fbfa" in file.read_text() for file in hashed)


def test_every_token_that_the_guide_names_is_one():
    tokens = (ROOT / "src/presswerk/theme/css/tokens.css").read_text()
    for name in re.findall(r"`(--[a-z0-9-]+)`", TEXT):
        assert f"{name}:" in tokens, name
