"""`kill -9` at any moment of a backup, a restore and an upgrade: the next one always makes it good.

About 15 s for three kills of each; `--long` has forty. Moments are drawn from TESTS_SEED (1), as shares of the
time that the act takes undisturbed on this machine at this hour. What was found after each kill is printed
(`-s`), and stands in docs/how-to/back-up-and-restore.md.
"""

import os
import random
import shutil
import sqlite3
import subprocess
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


class Killer:
    """Runs one act again and again, killed each time at another share of its usual duration."""

    def __init__(self, name: str, times: int):
        self.name = name
        self.times = times
        self._random = random.Random(f"{name} {SEED}")
        self._seconds = 0.0
        self.found: Counter[str] = Counter()

    def undisturbed(self, *line: str, data: Path | None = None) -> None:
        """Once to its end; how long that takes is what the shares are of."""
        began = time.monotonic()
        done = subprocess.run(command(*line), env=environment(data), capture_output=True, text=True)
        self._seconds = time.monotonic() - began
        assert done.returncode == 0, done.stderr

    def kill(self, *line: str, data: Path | None = None) -> None:
        """Once, not to its end (or hardly)."""
        process = subprocess.Popen(
            command(*line), env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            process_group=0,
        )  # fmt: skip
        # Loading the program changes nothing, so little of the luck is spent on it.
        share = self._random.triangular(0.1, 1.05, 0.75)
        try:
            process.wait(share * self._seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()

    def tell(self) -> None:
        """What was found, for who asked for it with -s."""
        print(f"{self.name}, seed {SEED}: {dict(self.found)}")


@pytest.fixture
def times(request: pytest.FixtureRequest) -> int:
    return 40 if request.config.getoption("--long") else 3


@pytest.fixture(scope="module")
def good(filled: Path, tmp_path_factory) -> Path:
    """A backup of the newspaper that was made undisturbed."""
    target = tmp_path_factory.mktemp("good") / "good.tar"
    subprocess.run(command("backup", str(target)), env=environment(filled), check=True, capture_output=True)
    return target


def is_whole(data: Path) -> bool:
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database:
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_killed_at_any_moment_is_whole_or_no_backup(
    filled: Path, tmp_path: Path, times: int
) -> None:
    killer = Killer("backup", times)
    killer.undisturbed("backup", str(tmp_path / "first.tar"), data=filled)
    wanted = rows(filled / "presswerk.sqlite3")
    folder = tmp_path / "killed"
    folder.mkdir()
    for number in range(times):
        target = folder / f"{number}.tar"
        killer.kill("backup", str(target), data=filled)
        left = sorted(one.name for one in folder.iterdir())
        # Each begins by taking away what the one before has left.
        assert set(left) - {f"{n}.tar" for n in range(number)} <= {
            target.name,
            f".{target.name}.presswerk-unfinished",
        }
        if target.exists():
            assert sum(read_manifest(target)["tables"].values()) > 0
        killer.found["whole" if target.exists() else "an unfinished file" if left else "nothing"] += 1
    last = folder / "last.tar"
    subprocess.run(command("backup", str(last)), env=environment(filled), check=True, capture_output=True)
    assert not list(folder.glob(".*"))
    place = tmp_path / "back"
    subprocess.run(
        command("restore", str(last), "--data", str(place)),
        env=environment(None),
        check=True,
        capture_output=True,
    )
    assert rows(place / "presswerk.sqlite3") == wanted == rows(filled / "presswerk.sqlite3")
    killer.tell()


def test_a_restore_killed_at_any_moment_is_whole_or_no_newspaper(
    filled: Path, good: Path, tmp_path: Path, times: int
) -> None:
    killer = Killer("restore", times)
    place = tmp_path / "paper"
    line = ("restore", str(good), "--data", str(place))
    killer.undisturbed(*line)
    wanted = rows(place / "presswerk.sqlite3")
    shutil.rmtree(place)
    for _ in range(times):
        killer.kill(*line)
        if place.exists() and (place / "presswerk.sqlite3").exists() and not (place / ".restoring").exists():
            assert rows(place / "presswerk.sqlite3") == wanted
            killer.found["whole"] += 1
            shutil.rmtree(place)
        else:
            killer.found["a folder beside the place" if list(tmp_path.glob(".paper.*")) else "nothing"] += 1
    subprocess.run(command(*line), env=environment(None), check=True, capture_output=True)
    assert [one.name for one in tmp_path.iterdir()] == ["paper"]
    assert rows(place / "presswerk.sqlite3") == wanted
    assert (place / "media" / "bild.jpg").read_bytes() == (filled / "media" / "bild.jpg").read_bytes()
    killer.tell()


def test_an_upgrade_killed_at_any_moment_goes_on_with_the_backup_of_before(
    tmp_path: Path, times: int
) -> None:
    old = copy_of("founded", tmp_path / "old")
    python(
        old,
        "from django.core.management import call_command\ncall_command('migrate', 'jobs', '0002', verbosity=0)",
    )
    (old / "static" / ".gathered").unlink()
    killer = Killer("upgrade", times)
    killer.undisturbed("upgrade", data=Path(shutil.copytree(old, tmp_path / "undisturbed")))
    attempts_on_one = 4  # then another old newspaper, because a finished one has nothing to do any more
    for number in range(times):
        data = tmp_path / f"paper-{number // attempts_on_one}"
        if not data.exists():
            shutil.copytree(old, data)
        killer.kill("upgrade", data=data)
        assert is_whole(data)
        backups = list((data / "backups").glob("before-upgrade-*.tar")) if (data / "backups").exists() else []
        state = "migrated" if applied(data) else "not migrated"
        if applied(data):
            assert backups, "nothing is changed before the backup is whole"
        killer.found[f"{state}, {'with' if backups else 'no'} backup"] += 1
        if (number + 1) % attempts_on_one == 0 or number + 1 == times:
            subprocess.run(command("upgrade"), env=environment(data), check=True, capture_output=True)
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
