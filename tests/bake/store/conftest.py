"""Stores for tests: small ones, in folders of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from presswerk.bake.store import Store

from .pages import ready

Opening = Callable[..., Store]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the test's store lies."""
    return tmp_path / "bake"


@pytest.fixture
def store(folder: Path) -> Store:
    """An empty store that knows from where the purge log is read."""
    return ready(folder)
