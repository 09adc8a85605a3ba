"""Copying all rows in one transaction: after an interruption nothing of them is there.

Memory stays the same however many rows there are. The caller sees to it that the source does not change.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from presswerk.transfer.backup.refused import Refused
from presswerk.transfer.backup.words import _
from presswerk.transfer.database_copy.tables import Table, require_same_tables, tables
from presswerk.transfer.database_copy.values import plain, to_postgres, to_sqlite

AT_ONCE = 2000
Told = Callable[[str, int, int], None]


class Sum(NamedTuple):
    """Rows of a table, and a hash of them that does not depend on their order."""

    rows: int
    hash: str


class Copied(NamedTuple):
    """What was copied, by table; the same on both sides."""

    sums: dict[str, Sum]

    @property
    def rows(self) -> int:
        """In all tables."""
        return sum(one.rows for one in self.sums.values())


def to_postgresql(source: Path, url: str, told: Told) -> Copied:
    """Copy SQLite's rows into migrated, otherwise empty tables. Raises Refused; then nothing was copied."""
    import psycopg

    with closing(_open_sqlite(source)) as sqlite, psycopg.connect(url) as postgres:
        postgres.execute("SET TimeZone TO 'UTC'")
        sqlite.execute("BEGIN")  # all of one moment, whoever writes meanwhile
        found = tables(postgres)
        require_same_tables(found, sqlite)
        total = _count(sqlite, found)
        _empty(postgres, found)
        postgres.execute("INSERT INTO bake_mute DEFAULT VALUES")
        sums, done = {}, 0
        for table in found:
            told(table.name, done, total)
            sums[table.name] = _write_postgres(postgres, table, _rows_of_sqlite(sqlite, table))
            done += sums[table.name].rows
        postgres.execute("DELETE FROM bake_mute")
        _set_sequences(postgres, sqlite)
        told(_("Comparing rows"), total, total)
        _require_same(sums, {table.name: _sum(table, _rows_of_postgres(postgres, table)) for table in found})
        try:
            postgres.commit()
        except psycopg.errors.IntegrityError as error:
            raise _does_not_fit("", error) from error
        postgres.autocommit = True
        postgres.execute("ANALYZE")
    return Copied(sums)


def to_sqlite_file(url: str, target: Path, told: Told) -> Copied:
    """Copy PostgreSQL's rows into a migrated, otherwise empty file. Raises Refused."""
    import psycopg

    with psycopg.connect(url) as postgres, closing(_open_sqlite(target)) as sqlite:
        postgres.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        postgres.execute("SET LOCAL TimeZone TO 'UTC'")
        found = tables(postgres)
        require_same_tables(found, sqlite)
        total = sum(
            postgres.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]  # type: ignore[index]
            for table in found
        )
        sqlite.execute("PRAGMA foreign_keys=OFF")
        sqlite.execute("BEGIN IMMEDIATE")
        sqlite.execute("INSERT INTO bake_mute DEFAULT VALUES")
        for table in found:
            sqlite.execute(f'DELETE FROM "{table.name}"')
        sums, done = {}, 0
        for table in found:
            told(table.name, done, total)
            sums[table.name] = _write_sqlite(sqlite, table, _rows_of_postgres(postgres, table))
            done += sums[table.name].rows
        sqlite.execute("DELETE FROM bake_mute")
        _carry_counters(postgres, sqlite)
        told(_("Comparing rows"), total, total)
        _require_same(sums, {table.name: _sum(table, _rows_of_sqlite(sqlite, table)) for table in found})
        if broken := sqlite.execute("PRAGMA foreign_key_check").fetchall():
            raise _does_not_fit(broken[0][0], ValueError("a row names another one that is not there"))
        sqlite.execute("COMMIT")
    return Copied(sums)


def _open_sqlite(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=30)
    connection.isolation_level = None
    return connection


def _count(sqlite: sqlite3.Connection, found: list[Table]) -> int:
    return sum(sqlite.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0] for table in found)


def _columns(table: Table) -> str:
    return ", ".join(f'"{column}"' for column in table.columns)


# Reading ----------------------------------------------------------------------------------------
def _rows_of_sqlite(sqlite: sqlite3.Connection, table: Table) -> Iterator[tuple]:
    cursor = sqlite.execute(f'SELECT {_columns(table)} FROM "{table.name}"')
    while rows := cursor.fetchmany(AT_ONCE):
        yield from rows


def _rows_of_postgres(postgres: Any, table: Table) -> Iterator[tuple]:
    with postgres.cursor(name="presswerk_copy") as cursor:
        cursor.itersize = AT_ONCE
        yield from cursor.execute(f'SELECT {_columns(table)} FROM "{table.name}"')


# Writing ----------------------------------------------------------------------------------------
def _write_postgres(postgres: Any, table: Table, rows: Iterator[tuple]) -> Sum:
    import psycopg

    converts = [to_postgres(kind) for kind in table.columns.values()]
    summing = _Summing(table)
    try:
        with (
            postgres.cursor() as cursor,
            cursor.copy(f'COPY "{table.name}" ({_columns(table)}) FROM STDIN') as copy,
        ):
            for row in rows:
                summing.add(row)
                copy.write_row(
                    [
                        None if value is None else convert(value)
                        for convert, value in zip(converts, row, strict=True)
                    ]
                )
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        raise _does_not_fit(table.name, error) from error
    return summing.result()


def _write_sqlite(sqlite: sqlite3.Connection, table: Table, rows: Iterator[tuple]) -> Sum:
    converts = [to_sqlite(kind) for kind in table.columns.values()]
    summing = _Summing(table)

    def converted() -> Iterator[list]:
        for row in rows:
            summing.add(row)
            yield [
                None if value is None else convert(value)
                for convert, value in zip(converts, row, strict=True)
            ]

    marks = ", ".join("?" * len(converts))
    try:
        sqlite.executemany(f'INSERT INTO "{table.name}" ({_columns(table)}) VALUES ({marks})', converted())
    except (sqlite3.DataError, sqlite3.IntegrityError) as error:
        raise _does_not_fit(table.name, error) from error
    return summing.result()


def _empty(postgres: Any, found: list[Table]) -> None:
    """Throw away what the migrations have put in. No TRUNCATE: its triggers purge every page."""
    postgres.execute("SET CONSTRAINTS ALL DEFERRED")
    postgres.execute("INSERT INTO bake_mute DEFAULT VALUES")
    for table in found:
        postgres.execute(f'DELETE FROM "{table.name}"')
    postgres.execute("SET CONSTRAINTS ALL IMMEDIATE")
    postgres.execute("SET CONSTRAINTS ALL DEFERRED")
    postgres.execute("DELETE FROM bake_mute")


def _does_not_fit(table: str, error: Exception) -> Refused:
    reason = (str(error).splitlines() or ["?"])[0]
    return Refused(
        _("A row of {table} does not fit into the other database: {reason}").format(
            table=table or "?", reason=reason
        ),
        _("Nothing was changed. Mend that row, then copy again."),
    )


# Numbers that were drawn ------------------------------------------------------------------------
_COUNTERS = (
    "SELECT pg_class.relname, attname, pg_get_serial_sequence(format('%%I', pg_class.relname), attname)"
    " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " WHERE pg_class.relkind = 'r' AND pg_table_is_visible(pg_class.oid) AND attnum > 0 AND NOT attisdropped"
    " AND pg_get_serial_sequence(format('%%I', pg_class.relname), attname) IS NOT NULL"
)


def _set_sequences(postgres: Any, sqlite: sqlite3.Connection) -> None:
    """Go on counting where SQLite was: a number that was drawn once is never drawn again."""
    counters = dict(sqlite.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for table, column, sequence in postgres.execute(_COUNTERS.replace("%%", "%")).fetchall():
        if not Table(table, {}, []).moves:
            continue
        highest = postgres.execute(f'SELECT max("{column}") FROM "{table}"').fetchone()[0] or 0
        last = max(highest, counters.get(table, 0))
        postgres.execute("SELECT setval(%s::regclass, %s, %s)", [sequence, max(last, 1), last > 0])


def _carry_counters(postgres: Any, sqlite: sqlite3.Connection) -> None:
    for table, _column, sequence in postgres.execute(_COUNTERS.replace("%%", "%")).fetchall():
        if not Table(table, {}, []).moves:
            continue
        last, is_called = postgres.execute(f"SELECT last_value, is_called FROM {sequence}").fetchone()
        if not is_called:
            continue
        changed = sqlite.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", [last, table])
        if changed.rowcount == 0 and _counts(sqlite, table):
            sqlite.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, last])


def _counts(sqlite: sqlite3.Connection, table: str) -> bool:
    found = sqlite.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
    return found is not None and "AUTOINCREMENT" in found[0].upper()


# Comparing --------------------------------------------------------------------------------------
class _Summing:
    def __init__(self, table: Table) -> None:
        self._spell = [plain(kind) for kind in table.columns.values()]
        self._rows = 0
        self._sum = 0

    def add(self, row: tuple) -> None:
        spelled = "\x1f".join(
            "\x00" if value is None else spell(value) for spell, value in zip(self._spell, row, strict=True)
        )
        digest = hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).digest()
        # A sum and not an XOR: two rows that are the same must not cancel each other.
        self._sum = (self._sum + int.from_bytes(digest, "big")) % (1 << 256)
        self._rows += 1

    def result(self) -> Sum:
        return Sum(self._rows, f"{self._sum:064x}")


def _sum(table: Table, rows: Iterator[tuple]) -> Sum:
    summing = _Summing(table)
    for row in rows:
        summing.add(row)
    return summing.result()


def _require_same(wanted: dict[str, Sum], there: dict[str, Sum]) -> None:
    differing = sorted(name for name in wanted if wanted[name] != there.get(name))
    if differing:
        raise Refused(
            _("The copy differs from the original in {names}.").format(names=", ".join(differing)),
            _("Nothing was changed. Please report this as a fault of the program."),
        )
