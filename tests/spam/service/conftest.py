"""One service for all tests of a file, and a site's key for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from presswerk.spam.service import Answer, Answering, Request
from presswerk.spam.service.filters import words
from tests.spam.service.serving import Service, desk, new_key, serving


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Iterator[Service]:
    """The real service with two processes."""
    with serving(tmp_path_factory.mktemp("spam"), workers=2) as running:
        yield running


@pytest.fixture
def key(service: Service) -> str:
    """A key of a site of its own."""
    return new_key(service.folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The spam folder of a service that needs no processes."""
    return tmp_path / "spam"


@pytest.fixture
def answering(folder: Path) -> Callable[[Request], Answer]:
    """The service as a function, on `folder`."""
    return Answering(desk(folder), words)
