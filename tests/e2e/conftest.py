"""Real servers and a real browser. Each newspaper is copied from one that is made once."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import newspapers
from tests.e2e.browser import chromium, watched_page


@pytest.fixture(scope="session")
def demo_paper() -> Iterator[newspapers.Newspaper]:
    """The demo newspaper, served; tests read it and change nothing."""
    with _folder() as data, newspapers.serving(newspapers.copy_of("demo", data)) as paper:
        yield paper


@pytest.fixture(scope="session")
def loud_paper() -> Iterator[newspapers.Newspaper]:
    """The demo newspaper in its other look; tests read it and change nothing."""
    with (
        _folder() as data,
        newspapers.serving(newspapers.copy_of("demo", data), PRESSWERK_THEME="boulevard") as paper,
    ):
        yield paper


@pytest.fixture(scope="module")
def new_paper() -> Iterator[newspapers.Newspaper]:
    """An empty newspaper with its worker, for the tests of one file to write in."""
    with _folder() as data, newspapers.serving(newspapers.copy_of("founded", data)) as paper:
        yield paper


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium, one for a file: while it is open, its event loop keeps Django from the database."""
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser):
    """A page of a fresh profile; errors, policy violations and foreign requests fail the test at its end."""
    with watched_page(browser) as watched:
        yield watched


class _folder:
    """A temporary folder whose name is short enough for sockets, and that goes even when files are in use."""

    def __enter__(self) -> Path:
        self._path = Path(tempfile.mkdtemp(prefix="presswerk-e2e-"))
        return self._path

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self._path, ignore_errors=True)
