"""How many threads answer in one process of the web server."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from presswerk.cli.web import processes_of, threads_of


@pytest.mark.parametrize(
    ("url", "processes", "cores", "threads"),
    [
        ("", 1, 1, 3),
        ("", 1, 2, 5),
        ("sqlite:////srv/paper.sqlite3", 4, 16, 8),
        ("postgresql://presswerk@127.0.0.1/paper", 1, 1, 16),
        ("postgresql://presswerk@127.0.0.1/paper", 2, 2, 16),
        ("postgres://presswerk@127.0.0.1/paper", 4, 16, 12),
        ("postgres://presswerk@127.0.0.1/paper", 16, 16, 8),
    ],
)
def test_more_of_them_wait_on_postgresql(url, processes, cores, threads):
    config = SimpleNamespace(database_url=url, threads=0)
    assert threads_of(cast(Any, config), processes, cores) == threads


def test_what_is_set_counts_on_any_database():
    config = SimpleNamespace(database_url="postgres://presswerk@127.0.0.1/paper", threads=5)
    assert threads_of(cast(Any, config), 2, 2) == 5


@pytest.mark.parametrize(("wanted", "cores", "processes"), [(0, 1, 1), (0, 4, 2), (0, 64, 4), (7, 2, 7)])
def test_a_process_for_every_two_cores(wanted, cores, processes):
    assert processes_of(wanted, cores) == processes
