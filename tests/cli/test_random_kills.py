"""`kill -9` at any moment of a backup, a restore and an upgrade: the next one always makes it good.

About 15 s for one kill of each; `--long` has forty, TESTS_KILLS as many as it says. Moments are drawn from
TESTS_SEED (1), as shares of the time that a backup takes undisturbed on this machine at this hour. What lay
there after each kill is printed (`-s`); docs/how-to/back-up-and-restore.md says what came of long runs.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from presswerk.transfer.backup.archive import read_manifest
from tests.e2e.newspapers import copy_of, python

from .conftest import command, environment
from .house import rows

MIGRATION = "jobs.0003_alert"
SEED = os.environ.get("TESTS_SEED", "1")
IN_A_ROW = 4  # kills of one upgrade; then another, because a finished one has nothing to do any more


class Killer:
    """Runs one act again and again, killed each time after another share of what a backup takes."""

    def __init__(self, name: str, seconds: float):
        self.name = name
        self.found: Counter[str] = Counter()
        self._random = random.Random(f"{name} {SEED}")
        self._seconds = seconds

    def kill(self, *line: str, data: Path | None = None) -> None:
        """Once, not to its end (or hardly)."""
        process = subprocess.Popen(
            command(*line), env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            process_group=0,
        )  # fmt: skip
        try:
            # Loading the program changes nothing, so little of the luck is spent on it.
            process.wait(self._random.uniform(0.3, 1.3) * self._seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def tell(self) -> None:
        """What was found, for who asked for it with -s."""
        sys.stdout.write(f"{self.name}, seed {SEED}: {dict(self.found)}\n")


def run(*line: str, data: Path | None = None) -> None:
    """The same command to its end."""
    done = subprocess.run(command(*line), env=environment(data), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def times(request: pytest.FixtureRequest) -> int:
    return int(os.environ.get("TESTS_KILLS", 40 if request.config.getoption("--long") else 1))


@pytest.fixture(scope="module")
def seconds(filled: Path, tmp_path_factory) -> float:
    """How long a backup takes undisturbed."""
    began = time.monotonic()
    run("backup", str(tmp_path_factory.mktemp("good") / "good.tar"), data=filled)
    return time.monotonic() - began


def is_whole(data: Path) -> bool:
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database:
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_backups_and_restores_killed_at_any_moment_are_whole_or_none(
    filled: Path, tmp_path: Path, times: int, seconds: float
) -> None:
    wanted = rows(filled / "presswerk.sqlite3")
    folder, place = tmp_path / "backups", tmp_path / "places" / "paper"
    folder.mkdir()
    place.parent.mkdir()

    killer = Killer("backup", seconds)
    for number in range(times):
        target = folder / f"{number}.tar"
        killer.kill("backup", str(target), data=filled)
        hidden = [one.name for one in folder.glob(".*")]
        # Each begins by taking away what is left; one that is killed before that leaves it to the next.
        left_by = {name.split(".tar.")[0].lstrip(".") for name in hidden}
        assert {name.split(".tar.")[1] for name in hidden} <= {"presswerk-unfinished", "presswerk-copies"}
        assert len(left_by) <= 1, "what earlier ones left does not pile up"
        if target.exists():
            assert sum(read_manifest(target)["tables"].values()) > 0
        killer.found[
            "a whole backup" if target.exists() else "an unfinished one" if hidden else "nothing"
        ] += 1
    run("backup", str(folder / "last.tar"), data=filled)
    assert list(folder.glob(".*")) == []
    assert rows(filled / "presswerk.sqlite3") == wanted
    killer.tell()

    killer = Killer("restore", seconds)
    line = ("restore", str(folder / "last.tar"), "--data", str(place))
    for _ in range(times):
        killer.kill(*line)
        if place.exists():
            assert rows(place / "presswerk.sqlite3") == wanted
            killer.found["a whole newspaper"] += 1
            shutil.rmtree(place)
        else:
            beside = (place.parent / ".paper.restoring").exists()
            killer.found["an unfinished one beside the place" if beside else "nothing"] += 1
    run(*line)
    assert [one.name for one in place.parent.iterdir()] == ["paper"]
    assert rows(place / "presswerk.sqlite3") == wanted
    assert (place / "media" / "bild.jpg").read_bytes() == (filled / "media" / "bild.jpg").read_bytes()
    killer.tell()


def test_an_upgrade_killed_at_any_moment_goes_on_with_the_backup_of_before(
    tmp_path: Path, times: int, seconds: float
) -> None:
    old = copy_of("founded", tmp_path / "old")
    python(
        old,
        "from django.core.management import call_command\n"
        "call_command('migrate', 'jobs', '0002', verbosity=0)",
    )
    (old / "static" / ".gathered").unlink()
    killer = Killer("upgrade", 2 * seconds)
    for number in range(times):
        data = tmp_path / f"paper-{number // IN_A_ROW}"
        if not data.exists():
            shutil.copytree(old, data)
        killer.kill("upgrade", data=data)
        assert is_whole(data)
        backups = list((data / "backups").glob("before-upgrade-*.tar"))
        if applied(data):
            assert backups, "nothing is changed before the backup is whole"
        changed = "migrated" if applied(data) else "not migrated"
        killer.found[f"{changed}, {'with' if backups else 'without'} a backup"] += 1
        if number % IN_A_ROW == IN_A_ROW - 1 or number == times - 1:
            run("upgrade", data=data)
            [backup] = (data / "backups").iterdir()
            assert MIGRATION not in read_manifest(backup)["migrations"]
            assert applied(data)
            assert is_whole(data)
            shutil.rmtree(data)
    killer.tell()


def applied(data: Path) -> bool:
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database:
        asked = "SELECT count(*) FROM django_migrations WHERE app || '.' || name = ?"
        return bool(database.execute(asked, [MIGRATION]).fetchone()[0])
