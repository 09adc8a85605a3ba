"""The wheel holds everything: installed away from the source, it shows the demo newspaper."""

import os
import re
import signal
import subprocess
import sys
import zipfile
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.processes import Talking
from tests.e2e.newspapers import ROOT
from tests.servers import free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
            "--no-index", "--wheel-dir", str(folder), str(ROOT),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_it_holds_templates_design_catalogues_and_demo(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    source = ROOT / "src"
    kinds = ("*.html", "*.css", "*.js", "*.woff2", "*.mo", "*.toml", "*.webp", "*.svg", "py.typed")
    wanted = {str(file.relative_to(source)) for kind in kinds for file in source.rglob(kind)}
    assert wanted - set(names) == set()
    assert any(name.endswith("/de/LC_MESSAGES/django.mo") for name in names)


def test_it_shows_the_demo_in_an_empty_folder(wheel, tmp_path):
    installed, folder = tmp_path / "installed", tmp_path / "empty"
    folder.mkdir()
    subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
            "--target", str(installed), str(wheel),
        ],
        check=True,
    )  # fmt: skip
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PRESSWERK_")}
    environment = clean | {"PYTHONPATH": str(installed), "PYTHONUNBUFFERED": "1"}
    where = subprocess.run(
        [sys.executable, "-c", "import presswerk; print(presswerk.__path__[0])"],
        env=environment, cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.strip() == str(installed / "presswerk")
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "presswerk.cli",
        "demo",
        "--port",
        str(port),
        "--data",
        str(folder / "var"),
    ]
    demo = Talking(command, environment)
    try:
        demo.line_with("Ctrl-C ends it.")
        front = _get(port, "/")
        assert "<html" in front
        article = re.search(r'href="(/[a-z/-]+-\d+/)"', front)
        assert article is not None
        assert "</article>" in _get(port, article[1])
        style = re.search(r'href="(/static/theme/css/front[^"]*\.css)"', front)
        assert style is not None
        assert "@layer" in _get(port, style[1])
    finally:
        code = demo.end(signal.SIGINT)
    assert code == 0


def _get(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200, path
    return answer.read().decode()
