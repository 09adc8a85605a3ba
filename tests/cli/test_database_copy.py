"""From SQLite to a real PostgreSQL and back, backups of it, and a copy that is killed. About 90 s."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.servers import Postgres

from .conftest import command, environment
from .house import call, rows


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with Postgres() as started:
        yield started


def fresh(server: Postgres, name: str) -> str:
    server.execute(f"CREATE DATABASE {name}")
    return server.url(name)


def on(data: Path, url: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment(data, LANGUAGE="en", PRESSWERK_DATABASE_URL=url, **more),
        capture_output=True, text=True, timeout=600,
    )  # fmt: skip


def rows_of(url: str, query: str) -> list:
    import psycopg

    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def moved(server: Postgres, filled: Path) -> str:
    """The newspaper in PostgreSQL."""
    url = fresh(server, "moved")
    done = call("db", "copy", url, data=filled)
    assert done.returncode == 0, done.stderr
    assert "are the same on both sides, and so are 14 pages." in done.stdout
    return url


def test_rows_counters_and_triggers_are_there(moved: str, filled: Path) -> None:
    with closing(sqlite3.connect(filled / "presswerk.sqlite3")) as database:
        articles = database.execute("SELECT count(*) FROM newsroom_articlepage").fetchone()[0]
        counter = database.execute(
            "SELECT seq FROM sqlite_sequence WHERE name = 'newsroom_articlenumber'"
        ).fetchone()[0]

    assert rows_of(moved, "SELECT count(*) FROM newsroom_articlepage") == [(articles,)]
    assert rows_of(moved, "SELECT nextval(pg_get_serial_sequence('newsroom_articlenumber', 'number'))") == [
        (counter + 1,)
    ]
    assert rows_of(moved, "SELECT count(*) > 20 FROM pg_trigger WHERE tgname LIKE 'presswerk_bake_%'") == [
        (True,)
    ]
    assert rows_of(moved, "SELECT count(*) FROM bake_mute") == [(0,)]
    assert rows_of(moved, "SELECT to_regclass('presswerk_restoring') IS NULL") == [(True,)]


@pytest.mark.parametrize(
    ("threads", "state", "needed"), [("5", "well", 18), ("64", "attention", 136)], ids=["few", "many"]
)
def test_the_doctor_counts_connections(
    moved: str, filled: Path, threads: str, state: str, needed: int
) -> None:
    ((most,),) = rows_of(moved, "SELECT current_setting('max_connections')::int - 3")
    assert 18 <= most < 136

    done = on(filled, moved, "doctor", "--json", PRESSWERK_WORKERS="2", PRESSWERK_THREADS=threads)

    (found,) = [one for one in json.loads(done.stdout)["findings"] if one["subject"] == "Connections"]
    assert found["found"] == f"the server permits {most}, this machine opens {needed} at most"
    assert (found["state"], bool(found["mend"])) == (state, state == "attention")


def test_back_in_sqlite_every_row_is_as_it_was(moved: str, filled: Path, tmp_path: Path) -> None:
    done = on(filled, moved, "db", "copy", f"sqlite:///{tmp_path / 'back.sqlite3'}")

    assert done.returncode == 0, done.stderr
    before, after = rows(filled / "presswerk.sqlite3"), rows(tmp_path / "back.sqlite3")
    for name in before:
        if not name.startswith("wagtailsearch_") and name not in NEW_SPELLING:
            assert sorted(map(repr, after[name])) == sorted(map(repr, before[name])), name
    assert [entry.name for entry in tmp_path.iterdir()] == ["back.sqlite3"]


# PostgreSQL keeps the meaning of JSON, not its spelling; db copy has compared that.
NEW_SPELLING = {
    "newsroom_articlepage", "wagtailcore_revision", "wagtailcore_pagelogentry", "wagtailcore_modellogentry",
    "django_tasks_database_dbtaskresult", "jobs_timedjob", "jobs_outboxitem", "mfa_authenticator",
    "newsroom_plainpage", "wagtailusers_userprofile",
}  # fmt: skip


def test_a_filled_database_is_refused(moved: str, filled: Path) -> None:
    refused = call("db", "copy", moved, data=filled)

    assert refused.returncode == 78
    assert "is not empty" in refused.stderr


def test_a_copy_that_is_killed_is_no_newspaper_and_the_same_line_begins_it_anew(
    server: Postgres,
    filled: Path,
) -> None:
    url = fresh(server, "killed")
    process = subprocess.Popen(command("db", "copy", url), env=environment(filled))
    while process.poll() is None:
        if rows_of(url, "SELECT to_regclass('newsroom_articlepage') IS NOT NULL") == [(True,)]:
            process.kill()
            process.wait()
    assert process.returncode == -9

    refused = on(filled, url, "worker")
    assert refused.returncode == 78
    again = call("db", "copy", url, data=filled)

    assert again.returncode == 0, again.stderr


def test_a_backup_of_postgresql_is_verified_and_comes_back(
    server: Postgres,
    moved: str,
    filled: Path,
    tmp_path: Path,
) -> None:
    file = tmp_path / "paper.tar"
    made = on(filled, moved, "backup", str(file))
    assert made.returncode == 0, made.stderr
    assert " 14 pages to compare by." in made.stdout

    looked = on(filled, moved, "backup", "verify", str(file))
    assert looked.returncode == 0, looked.stderr
    assert "14 pages came back as they were." in looked.stdout
    left = [name for (name,) in rows_of(moved, "SELECT datname FROM pg_database") if "verify" in name]
    assert left == []

    url = fresh(server, "restored")
    place = tmp_path / "place"
    assert "no PostgreSQL database is set" in call("restore", str(file), "--data", str(place)).stderr
    done = on(place, url, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert rows_of(url, "SELECT count(*) FROM newsroom_articlepage") == [(12,)]
    assert rows_of(url, "SELECT token FROM bake_logidentity") != rows_of(
        moved, "SELECT token FROM bake_logidentity"
    )


def test_a_restore_into_postgresql_that_is_killed_is_no_newspaper_and_can_be_repeated(
    server: Postgres,
    moved: str,
    filled: Path,
    tmp_path: Path,
) -> None:
    file, place = tmp_path / "paper.tar", tmp_path / "place"
    assert on(filled, moved, "backup", str(file)).returncode == 0
    url = fresh(server, "killed_restore")
    process = subprocess.Popen(
        command("restore", str(file)), env=environment(place, PRESSWERK_DATABASE_URL=url)
    )
    while process.poll() is None:
        if rows_of(url, "SELECT to_regclass('newsroom_articlepage') IS NOT NULL") == [(True,)]:
            process.kill()
            process.wait()
    assert process.returncode == -9
    assert not place.exists()
    assert "was interrupted" in on(filled, url, "worker").stderr

    again = on(place, url, "restore", str(file))

    assert again.returncode == 0, again.stderr
    assert os.listdir(tmp_path / "place")
