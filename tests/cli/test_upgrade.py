"""Upgrading an older newspaper: told beforehand, repeatable, with the backup of before. About 40 s."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from presswerk.transfer.backup.archive import read_manifest
from tests.e2e.newspapers import copy_of, python

from .conftest import Presswerk, command, environment

MIGRATION = "jobs.0003_alert"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A newspaper of a version that lacked the last migration of the jobs, and purged before."""
    data = copy_of("founded", tmp_path / "paper")
    python(
        data,
        "from django.core.management import call_command\n"
        "call_command('migrate', 'jobs', '0002', verbosity=0)",
    )
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database, database:
        database.execute("DELETE FROM bake_purge")
    return data


def applied(data: Path) -> bool:
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database:
        found = database.execute(
            "SELECT count(*) FROM django_migrations WHERE app || '.' || name = ?", [MIGRATION]
        )
        return bool(found.fetchone()[0])


def purges(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database:
        return [tag for (tag,) in database.execute("SELECT DISTINCT tag FROM bake_purge")]


def test_check_says_what_would_be_done_and_changes_nothing(presswerk: Presswerk, data: Path) -> None:
    said = presswerk("upgrade", "--check", LANGUAGE="en")

    assert said.returncode == 0, said.stderr
    assert f"1 migrations are pending.\n  {MIGRATION}\n" in said.stdout
    assert f"A backup would be written to {data}/backups/before-upgrade-" in said.stdout
    assert not applied(data)
    assert not (data / "backups").exists()


def test_an_upgrade_backs_up_migrates_and_purges_and_then_has_nothing_to_do(
    presswerk: Presswerk, data: Path
) -> None:
    done = presswerk("upgrade", LANGUAGE="en")

    assert done.returncode == 0, done.stderr
    assert applied(data)
    assert "*" in purges(data)
    [backup] = (data / "backups").iterdir()
    assert MIGRATION not in read_manifest(backup)["migrations"]
    assert f"As it was, it is in {backup}." in done.stdout
    assert presswerk("upgrade", LANGUAGE="en").stdout.startswith("The newspaper is up to date")
    assert presswerk("upgrade", "--check", LANGUAGE="en").stdout.startswith("Nothing is to do")


@pytest.mark.parametrize("until", ["backups/.*-unfinished", "upgrading.json", "static/.gathered"])
def test_an_upgrade_that_is_killed_goes_on_with_the_backup_of_before(
    presswerk: Presswerk, data: Path, until: str
) -> None:
    (data / "static" / ".gathered").unlink()
    process = subprocess.Popen(command("upgrade"), env=environment(data))
    while process.poll() is None and not list(data.glob(until)):
        os.sched_yield()
    process.kill()
    process.wait()

    again = presswerk("upgrade", LANGUAGE="en")

    assert again.returncode == 0, again.stderr
    assert applied(data)
    assert "*" in purges(data)
    [backup] = [path for path in (data / "backups").iterdir() if path.suffix == ".tar"]
    assert MIGRATION not in read_manifest(backup)["migrations"]
    assert not (data / "upgrading.json").exists()


def test_a_folder_without_a_newspaper_is_told_so(presswerk: Presswerk, tmp_path: Path) -> None:
    refused = presswerk("upgrade", "--data", str(tmp_path / "nothing"), LANGUAGE="en")

    assert refused.returncode == 78
    assert "There is no newspaper in" in refused.stderr
    assert not (tmp_path / "nothing").exists()
