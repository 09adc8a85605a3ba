"""Backup, restore and verify with the real command, on SQLite. About 60 s, most of it Django's start."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.newspapers import run

from .conftest import command, environment
from .house import call, rows


@pytest.fixture(scope="module")
def backup(filled: Path) -> Path:
    """A good backup of it."""
    file = filled.parent / "good.tar"
    run(filled, "backup", str(file))
    return file


def files(data: Path) -> dict[str, str]:
    return {
        str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in data.rglob("*")
        if path.is_file() and path.parts[len(data.parts)] in {"media", "secret.key", "presswerk.toml"}
    }


def test_what_was_backed_up_comes_back_whole(filled: Path, backup: Path, tmp_path: Path) -> None:
    place = tmp_path / "new"

    done = call("restore", str(backup), "--data", str(place))

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The newspaper of ")
    assert rows(place / "presswerk.sqlite3") == rows(filled / "presswerk.sqlite3")
    assert files(place) == files(filled)
    assert oct((place / "secret.key").stat().st_mode)[-3:] == "600"
    with closing(sqlite3.connect(place / "spam" / "keys.sqlite3")) as keys:
        assert keys.execute("SELECT name FROM key").fetchall() == [("wehrbote",)]
    identities = [
        sqlite3.connect(data / "presswerk.sqlite3").execute("SELECT token FROM bake_logidentity").fetchall()
        for data in (filled, place)
    ]
    assert identities[0] != identities[1]
    assert [entry.name for entry in tmp_path.iterdir()] == ["new"]


def test_the_file_is_its_owners_and_verified_by_restoring(backup: Path) -> None:
    assert oct(backup.stat().st_mode)[-3:] == "600"

    looked = call("backup", "verify", str(backup))

    assert looked.returncode == 0, looked.stderr
    assert "It is good: " in looked.stdout
    assert "pages came back as they were." in looked.stdout
    # Front, section and twelve articles.
    assert " 14 pages " in looked.stdout


def test_a_filled_place_is_refused_and_left_as_it_is(filled: Path, backup: Path) -> None:
    before = files(filled)

    refused = call("restore", str(backup), data=filled)

    assert refused.returncode == 78
    assert f"The data folder {filled} is not empty" in refused.stderr
    assert f"mv {filled} {filled}.old" in refused.stderr
    assert files(filled) == before


def test_no_backup_is_written_over(filled: Path, backup: Path) -> None:
    refused = call("backup", str(backup), data=filled)

    assert refused.returncode == 78
    assert "is there already." in refused.stderr


@pytest.mark.parametrize("place", [0.02, 0.5])
def test_a_damaged_backup_is_told_and_restores_nothing(backup: Path, tmp_path: Path, place: float) -> None:
    damaged = tmp_path / "damaged.tar"
    data = bytearray(backup.read_bytes())
    data[int(len(data) * place)] ^= 255
    damaged.write_bytes(data)

    refused = call("restore", str(damaged), "--data", str(tmp_path / "new"))

    assert refused.returncode == 78
    assert "damaged" in refused.stderr
    assert not (tmp_path / "new").exists()


def test_a_backup_of_a_newer_version_is_refused_with_its_name(filled: Path, tmp_path: Path) -> None:
    newer = copy_of_paper(filled, tmp_path)
    with closing(sqlite3.connect(newer / "presswerk.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('newsroom', '9999_new', '2026-01-01')"
        )
    # The command itself refuses such a folder; the version that wrote it would not have.
    from presswerk.transfer.backup import archive

    assert call("backup", str(tmp_path / "x.tar"), data=newer).returncode == 78
    with (tmp_path / "newer.tar").open("w+b") as file:
        writer = archive.Writer(file)
        with (newer / "presswerk.sqlite3").open("rb") as source:
            writer.add("database/presswerk.sqlite3", source, pack=True)
        writer.finish(
            {"format": 1, "database": {"kind": "sqlite"}, "tables": {}, "objects": {}, "settings": {},
             "pages": {}, "vanished": [], "data_mode": 0o700, "software": "", "made_at": "",
             "versions": {"presswerk": "9.0"}}
        )  # fmt: skip

    refused = call("restore", str(tmp_path / "newer.tar"), "--data", str(tmp_path / "new"))

    assert refused.returncode == 78
    assert "newer version of Presswerk" in refused.stderr
    assert not (tmp_path / "new").exists()


def copy_of_paper(filled: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(filled, tmp_path / "copy"))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.95])
def test_a_backup_that_is_killed_leaves_none_that_looks_good(
    filled: Path, backup: Path, tmp_path: Path, share: float
) -> None:
    target = tmp_path / "killed.tar"
    unfinished = tmp_path / ".killed.tar.presswerk-unfinished"
    process = subprocess.Popen(command("backup", str(target)), env=environment(filled))
    wanted = backup.stat().st_size * share
    while process.poll() is None and not (unfinished.exists() and unfinished.stat().st_size >= wanted):
        os.sched_yield()
    process.kill()
    process.wait()

    assert not target.exists()
    assert call("restore", str(unfinished), "--data", str(tmp_path / "new")).returncode == 78
    again = call("backup", str(target), data=filled)
    assert again.returncode == 0, again.stderr
    assert "What an interrupted backup had left was removed: killed.tar." in again.stderr
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["killed.tar"]


@pytest.mark.parametrize("until", ["secret.key", "media/bild.jpg", "founded"])
def test_a_restore_that_is_killed_leaves_an_empty_place_and_can_be_repeated(
    backup: Path, tmp_path: Path, until: str
) -> None:
    place = tmp_path / "new"
    process = subprocess.Popen(command("restore", str(backup), "--data", str(place)), env=environment(None))
    while process.poll() is None and not (tmp_path / ".new.restoring" / until).exists():
        os.sched_yield()
    process.kill()
    process.wait()
    assert not place.exists()

    again = call("restore", str(backup), "--data", str(place))

    assert again.returncode == 0, again.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["new"]


def test_a_full_disk_is_told_before_anything_is_written(filled: Path, tmp_path: Path) -> None:
    program = (
        "import shutil, sys; from collections import namedtuple\n"
        "shutil.disk_usage = lambda path: namedtuple('usage', 'total used free')(1, 1, 90_000_000)\n"
        "import presswerk.cli.preflight as p; p.free_megabytes = lambda folder: 1000\n"
        f"sys.argv = ['presswerk', 'backup', {str(tmp_path / 'a.tar')!r}]\n"
        "from presswerk.cli import main; main()"
    )
    refused = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(filled, LANGUAGE="en"),
        capture_output=True,
        text=True,
    )

    assert refused.returncode == 78
    assert f"{tmp_path} has 90 MB free, and the backup may need" in refused.stderr
    assert list(tmp_path.iterdir()) == []
