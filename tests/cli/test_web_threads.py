"""How many threads answer in one process of the web server."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from presswerk.cli.web import threads_of


@pytest.mark.parametrize(
    ("url", "cores", "threads"),
    [
        ("", 1, 3),
        ("", 2, 5),
        ("sqlite:////srv/paper.sqlite3", 16, 8),
        ("postgresql://presswerk@127.0.0.1/paper", 1, 8),
        ("postgres://presswerk@127.0.0.1/paper", 16, 8),
    ],
)
def test_more_of_them_wait_on_postgresql(url, cores, threads):
    assert threads_of(cast(Any, SimpleNamespace(database_url=url)), cores) == threads
