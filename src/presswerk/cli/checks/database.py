"""The database: there, writable, fit for many readers, and of this version."""

import os
from collections.abc import Iterator

from presswerk.cli.checks.finding import Finding, attention, well, wrong
from presswerk.cli.database import unapplied_migrations, unknown_migrations
from presswerk.cli.refusal import explain
from presswerk.conf import Config

# Its loops, its child for slow tasks, and a command beside it.
CONNECTIONS_OF_A_WORKER = 8


def database(config: Config) -> Iterator[Finding]:
    """Reachable and writable, WAL on SQLite, migrations; what follows from an earlier fault is left out."""
    from django.db import Error, connection

    try:
        if connection.vendor == "sqlite" and not _file_is_there(connection.settings_dict["NAME"]):
            yield wrong("Database", "there is none yet", "Type presswerk init.")
            return
        connection.ensure_connection()
        yield _writable()
        if connection.vendor == "sqlite":
            yield _journal()
        else:
            yield _connections(config)
        yield _migrations()
    except Error as error:
        known = explain(error)
        yield wrong(
            "Database",
            f"it cannot be used: {_first_line(error)}",
            known.remedy
            if known
            else "See that its server runs, that PRESSWERK_DATABASE_URL is right, that your user may write.",
        )


def _file_is_there(name: object) -> bool:
    return os.path.exists(str(name))


def _writable() -> Finding:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        # A table that lives in this transaction only: writes the database file's journal, leaves nothing.
        cursor.execute("CREATE TABLE presswerk_doctor (id integer)")
        transaction.set_rollback(True)
    return well("Database", f"{connection.display_name}, can be written")


def _journal() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode == "wal":
        return well("Journal", "WAL: readers do not wait for writers")
    return wrong(
        "Journal", f"{mode} in place of WAL", "Move the data folder to a local disk; network disks lack WAL."
    )


def _connections(config: Config) -> Finding:
    """Whether the server permits as many connections as this newspaper may open on this machine."""
    from django.db import connection

    from presswerk.cli.web import size_of

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int"
            " - current_setting('superuser_reserved_connections')::int"
        )
        permitted = cursor.fetchone()[0]
    processes, threads = size_of(config)
    needed = processes * threads + CONNECTIONS_OF_A_WORKER
    found = f"the server permits {permitted}, this machine opens {needed} at most"
    if needed <= permitted:
        return well("Connections", found)
    return attention(
        "Connections",
        found,
        "Lower PRESSWERK_THREADS or PRESSWERK_WORKERS, or raise max_connections of the server.",
    )


def _migrations() -> Finding:
    if unknown := unknown_migrations():
        found = f"the database is of a newer version ({unknown[-1]})"
        return wrong("Migrations", found, "Install that version of Presswerk or a later one.")
    if missing := unapplied_migrations():
        return wrong("Migrations", f"{len(missing)} not applied, first {missing[0]}", "Type presswerk init.")
    return well("Migrations", "all applied")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
