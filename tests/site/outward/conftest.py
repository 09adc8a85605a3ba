"""A folder that follows the test's newspaper within the process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from presswerk.bake.store import Address
from presswerk.site.asking import Answer, ask
from presswerk.site.outward import Follower
from presswerk.site.wsgi import application

HOST = "127.0.0.1"


class Outward:
    """The folder and what keeps it current."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.site = folder / "sites" / HOST
        self.follower = Follower(application, folder, pages=2)

    def write_all(self) -> "Outward":
        """Write everything."""
        self.follower.write_all()
        return self

    def follow(self) -> None:
        """Do what the log says now."""
        self.follower.catch_up()
        while self.follower.settle():
            self.follower.catch_up()
        self.follower._write_redirects()

    def text(self, name: str) -> str | None:
        """What stands in a file of the site; None without one."""
        path = self.site / name
        return path.read_text("utf-8") if path.exists() else None

    def names(self) -> set[str]:
        """All files of the site but static ones and packed variants."""
        files = (path.relative_to(self.site).as_posix() for path in self.site.rglob("*") if path.is_file())
        return {
            name for name in files if not name.startswith("static/") and not name.endswith((".gz", ".br"))
        }


@pytest.fixture
def outward(paper, tmp_path: Path) -> Iterator[Outward]:
    """The test's folder, not written yet."""
    (Path(settings.STATIC_ROOT) / "theme").mkdir(parents=True, exist_ok=True)
    (Path(settings.STATIC_ROOT) / "theme" / "a.css").write_text("body{}")
    made = Outward(tmp_path / "out")
    # The connection is the test's, as Django's own test client has it.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield made
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    made.follower.close()


@pytest.fixture
def newspaper() -> Callable[[str], Answer]:
    """Asks the newspaper itself."""
    return lambda path: ask(application, Address(HOST, *path.split("?")[:2]))
