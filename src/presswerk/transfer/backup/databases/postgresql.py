"""PostgreSQL: pg_dump and pg_restore, with no password in the list of processes."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from presswerk.bake.front.death import die_with_parent
from presswerk.transfer.backup.interrupted import UNFINISHED_TABLE
from presswerk.transfer.backup.refused import Refused
from presswerk.transfer.backup.words import _


def program(name: str) -> str:
    """The path of PostgreSQL's own program; raises Refused that names the package."""
    found = shutil.which(name)
    if found is None:
        raise Refused(
            _("{program} is not installed, and PostgreSQL is copied with it.").format(program=name),
            _("Type: apt install postgresql-client"),
        )
    return found


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """(address without the password, environment that holds it).

    >>> without_password("postgres://anna:geheim@host/paper")
    ('postgresql://anna@host/paper', {'PGPASSWORD': 'geheim'})
    """
    parts = urlsplit(url)
    user, _at, host = parts.netloc.rpartition("@")
    name, _colon, password = user.partition(":")
    query = dict(parse_qsl(parts.query))
    password = query.pop("password", unquote(password))
    place = f"{name}@{host}" if name else host
    address = f"postgresql://{place}{parts.path}" + (f"?{urlencode(query)}" if query else "")
    return address, {"PGPASSWORD": password} if password else {}


def with_database(url: str, name: str) -> str:
    """The same server's address with another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@contextmanager
def dump(url: str, snapshot: str) -> Iterator[IO[bytes]]:
    """pg_dump's output in its own packed format, of the exported snapshot. Raises Refused when it fails."""
    address, secret = without_password(url)
    command = [
        program("pg_dump"),
        "--format=custom",
        "--no-owner",
        "--no-acl",
        f"--snapshot={snapshot}",
        address,
    ]
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            env=os.environ | secret,
            stdout=subprocess.PIPE,
            stderr=errors,
            preexec_fn=die_with_parent(),
        )
        try:
            assert process.stdout is not None
            yield process.stdout
            process.stdout.close()
            code = process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if code:
            errors.seek(0)
            raise Refused(
                _("pg_dump has failed: {reason}").format(reason=_last_line(errors.read())),
                _("Install a postgresql-client that is as new as the server, and see that the server runs."),
            )


def restore(url: str, file: Path) -> None:
    """Put a dump back in one transaction: all of it or nothing. Raises Refused."""
    address, secret = without_password(url)
    done = subprocess.run(
        [
            program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl",
            f"--dbname={address}", os.fspath(file),
        ],
        env=os.environ | secret, capture_output=True, check=False, preexec_fn=die_with_parent(),
    )  # fmt: skip
    if done.returncode:
        raise Refused(
            _("pg_restore has failed: {reason}").format(reason=_last_line(done.stderr)),
            _("Install a postgresql-client that is as new as the one that made the backup."),
        )


def _last_line(text: bytes) -> str:
    lines = [line for line in text.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[0] if lines else "?"


def require_empty(url: str) -> None:
    """Refuse a database that holds tables, except those that an interrupted restore has left there."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        tables = {
            name
            for (name,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            ).fetchall()
        }
        if UNFINISHED_TABLE in tables:
            connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
            connection.execute("CREATE SCHEMA public")
            tables = set()
        if tables:
            raise Refused(
                _("The database that PRESSWERK_DATABASE_URL names is not empty ({count} tables).").format(
                    count=len(tables)
                ),
                _("Name a new, empty one: createdb NAME."),
            )


def mark_unfinished(url: str) -> None:
    """Say in the database that it is not whole yet."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE {UNFINISHED_TABLE} (since timestamptz DEFAULT now())")


def mark_finished(url: str) -> None:
    """Take that back."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP TABLE {UNFINISHED_TABLE}")


@contextmanager
def temporary_database(url: str, prefix: str = "presswerk_verify_") -> Iterator[str]:
    """The address of a new, empty database on the same server, gone at the end. Raises Refused.

    What an interrupted one has left, and nobody is connected to, goes too.
    """
    import secrets

    import psycopg

    name = prefix + secrets.token_hex(6)
    try:
        with psycopg.connect(url, autocommit=True) as server:
            for (old,) in server.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND NOT EXISTS"
                " (SELECT 1 FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)",
                [prefix],
            ).fetchall():
                server.execute(f'DROP DATABASE IF EXISTS "{old}"')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refused(
            _("No temporary database can be made on the server."),
            _("Give your database user the right: ALTER ROLE … CREATEDB."),
        ) from error
    try:
        yield with_database(url, name)
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
