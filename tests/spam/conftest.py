"""An engine on a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from presswerk.spam import Engine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "spam"


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    with Engine(folder) as made:
        yield made
