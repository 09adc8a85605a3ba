"""A clock that tests turn, registers that forget what a test put in, a real database file of one's own."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from presswerk.jobs import outbox, periodic_jobs, timed_jobs
from presswerk.jobs.clock import Clock

# No module with models is imported up here: pytest loads this file before Django has its settings.

HERE = Path(__file__).parent
WAIT_SECONDS = 20.0
"""The longest that a test waits for a thread or process; it fails then."""


class TurnedClock(Clock):
    """Time passes only when a test says so, or by so much as somebody sleeps."""

    def __init__(self) -> None:
        # A little ahead of the machine's clock: rows that are due "now" by that one are due here too.
        self.wall = timezone.now() + timedelta(seconds=1)
        self.seconds = 1000.0
        self.sleeps: list[float] = []

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def wait(self, event: Event, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.advance(seconds=seconds)

    def advance(self, **by: float) -> None:
        """Let time pass, as timedelta counts it."""
        self.wall += timedelta(**by)
        self.seconds += timedelta(**by).total_seconds()

    def set_wall(self, **by: float) -> None:
        """Somebody sets the wall clock; no time passes."""
        self.wall += timedelta(**by)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture(autouse=True)
def fresh_registers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test registers is forgotten after it."""
    from presswerk.jobs import presence

    for module, name in ((timed_jobs, "_functions"), (timed_jobs, "_names"), (outbox, "_handlers")):
        monkeypatch.setattr(module, name, dict(getattr(module, name)))
    monkeypatch.setattr(presence, "_own_ids", set())
    before = dict(periodic_jobs._jobs)
    periodic_jobs._jobs.clear()
    yield
    periodic_jobs._jobs.clear()
    periodic_jobs._jobs.update(before)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A SQLite file with the tables of the jobs and nothing else, to be copied."""
    from django_tasks_db.models import DBTaskResult

    from presswerk.jobs.models import Alert, Heartbeat, OutboxItem, PeriodicRun, TimedJob

    task_indexes = import_module("presswerk.jobs.migrations.0002_task_indexes")
    path = tmp_path_factory.mktemp("jobs") / "empty.sqlite3"
    with django_db_blocker.unblock(), _database_in(path) as connection, connection.schema_editor() as editor:
        for model in (TimedJob, PeriodicRun, OutboxItem, Heartbeat, Alert, DBTaskResult):
            editor.create_model(model)
        for name, columns in task_indexes.INDEXES.items():
            editor.execute(f"CREATE INDEX {name} ON {task_indexes.TABLE} {columns}")
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    plain.close()
    return path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL what threads share has to be committed."""
    if connections["default"].vendor == "sqlite":
        return
    for item in items:
        if item.path.is_relative_to(HERE) and "database" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[None]:
    """A database that several threads may use: a real SQLite file, or the PostgreSQL of the settings."""
    if connections["default"].vendor != "sqlite":
        yield
        return
    path = tmp_path / "jobs.sqlite3"
    shutil.copy(request.getfixturevalue("empty_file"), path)
    with django_db_blocker.unblock(), _database_in(path):
        yield


class _database_in:
    """Makes a file the default database of every thread that connects from now on."""

    def __init__(self, path: Path):
        self.path = path

    def __enter__(self) -> Any:
        self.settings, self.connection = connections.settings["default"], connections["default"]
        connections.settings["default"] = {**deepcopy(self.settings), "NAME": str(self.path)}
        connections["default"] = connections.create_connection("default")
        return connections["default"]

    def __exit__(self, *args: object) -> None:
        connections["default"].close()
        connections.settings["default"] = self.settings
        connections["default"] = self.connection


@pytest.fixture
def until() -> Callable[[Event], None]:
    """Wait for an event, and fail if it does not come."""

    def wait(event: Event) -> None:
        assert event.wait(WAIT_SECONDS), "the event did not come"

    return wait
