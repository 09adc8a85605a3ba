"""Backups as the project makes them: with its pages to compare by, each day, and old ones thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django_tasks import task

from presswerk import conf, jobs
from presswerk.bake.store import Address
from presswerk.site.asking import ask
from presswerk.site.baking import software_version
from presswerk.transfer.backup import rotation, taking
from presswerk.transfer.backup.taking import Taken, Told

log = structlog.get_logger(__name__)

PERIODIC = "site: ask for the daily backup"


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def render(path: str) -> bytes:
    """The body of the page at a path of the main site; raises LookupError for any answer but 200."""
    with _connection_kept():
        answer = ask(_handler(), Address(urlsplit(settings.BASE_URL).hostname or "localhost", path))
    if answer.status != 200:
        raise LookupError(f"answer {answer.status}")
    return answer.body


@contextmanager
def _connection_kept() -> Iterator[None]:
    """Let a request end without closing a connection that is in a transaction, as Django's test client does.

    For processes that serve nobody.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def back_up(target: Path, told: Told = lambda step, done, total: None) -> Taken:
    """Make a backup now. Raises transfer.backup's Refused, OSError or the database's errors."""
    return taking.take(target, render, software_version(), told)


def register() -> None:
    """Have it made each day, where the settings name a folder for it."""
    config = conf.current()
    if config.backup_folder:
        jobs.every(PERIODIC, f"daily {config.backup_time}", ask_for_daily_backup)


def ask_for_daily_backup() -> None:
    """Hand it to the slow queue: the other periodic jobs do not wait for it."""
    daily_backup.enqueue()


@task(queue_name="slow", priority=20)
def daily_backup() -> None:
    """Make the backup, then throw away those that need not stay. One that fails throws nothing away.

    Its failure is among the failed jobs, of which the operator is told.
    """
    config = conf.current()
    folder = Path(config.backup_folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    taken = back_up(folder / rotation.name_for(datetime.now(UTC)))
    log.info("backup made", path=str(taken.path), megabytes=taken.bytes // 1_000_000, files=taken.files)
    if taken.bucket:
        log.warning("uploaded files lie in a bucket and are not in the backup", bucket=taken.bucket)
    keeping = rotation.Keeping(
        config.backup_keep_daily, config.backup_keep_weekly, config.backup_keep_monthly
    )
    for path in rotation.thrown_away(folder, keeping):
        path.unlink(missing_ok=True)
        log.info("old backup thrown away", path=str(path))
