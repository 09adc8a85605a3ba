"""Triggers that feed the purge log: whatever changes a tracked row, its tags are purged with it.

Signals miss `bulk_create`, `QuerySet.update`, raw SQL and other programs, and a call that somebody has
to remember is one that somebody forgets. A trigger is part of the statement that changes the row, so
change and purge cannot be told apart by a crash. Why this was chosen: docs/decisions/0006.

`presswerk_bake_muted` holds a row while a bulk load says "everything" once instead of a tag a row.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from presswerk.bake.tracking import Derived, Tracked, columns_in, tracked_tables

PREFIX = "presswerk_bake_"
MUTE_TABLE = "bake_mute"
_SQLITE_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"


def install(connection: Any) -> list[str]:
    """Bring the triggers of this database in line with the declarations; return the names of new ones.

    Triggers whose definition is unchanged stay, so that an upgrade without changes locks no table.
    Tables that are not there yet are left out.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if "bake_purge" not in tables or MUTE_TABLE not in tables:
            return []
        there = set(_installed(connection, cursor))
        wanted = {}
        for tracked in tracked_tables().values():
            # One that purges nothing is declared for its loading alone.
            if tracked.table in tables and (tracked.tags or tracked.derived):
                wanted.update(_triggers(connection.vendor, tracked))
        for name, table in _to_drop(connection, cursor, there - wanted.keys()):
            cursor.execute(_drop(connection.vendor, name, table))
        fresh = sorted(wanted.keys() - there)
        for name in fresh:
            for statement in wanted[name]:
                cursor.execute(statement)
    return fresh


def _installed(connection: Any, cursor: Any) -> list[str]:
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [PREFIX + "%"]
        )
    else:
        cursor.execute(
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND tgname LIKE %s"
            " AND pg_table_is_visible(pg_class.oid)",
            [PREFIX + "%"],
        )
    return [name for (name,) in cursor.fetchall()]


def _to_drop(connection: Any, cursor: Any, names: set[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(names):
        if connection.vendor == "sqlite":
            yield name, ""
            continue
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = %s", [name]
        )
        yield name, cursor.fetchone()[0]


def _drop(vendor: str, name: str, table: str) -> str:
    if vendor == "sqlite":
        return f'DROP TRIGGER "{name}"'
    # The function of the same name goes with its trigger.
    return f'DROP FUNCTION "{name}"() CASCADE'


def _triggers(vendor: str, tracked: Tracked) -> dict[str, list[str]]:
    """Name → statements that make it. The name bears a hash of its text, so a changed one is a new one."""
    made = {}
    makers: dict[str, Callable[[Tracked], list[str]]] = {
        event: partial(_MAKERS[vendor], event=event) for event in ("INSERT", "UPDATE", "DELETE")
    }
    if vendor == "postgresql":
        makers["TRUNCATE"] = _truncating
    for event, make in makers.items():
        statements = make(tracked)
        digest = hashlib.sha256("".join(statements).encode()).hexdigest()[:8]
        name = f"{PREFIX}{tracked.table[:30]}_{event[:3].lower()}_{digest}"
        made[name] = [statement.replace("{name}", name) for statement in statements]
    return made


def _rows(event: str) -> tuple[str, ...]:
    return {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]


def _strength(tracked: Tracked, event: str) -> str:
    usual, gone = f"'{tracked.strength}'", "'hard'"
    if event == "INSERT" and tracked.soft_when:
        return f"CASE WHEN {tracked.soft_when.replace('{row}', 'NEW')} THEN 'soft' ELSE {usual} END"
    if tracked.vanishes is None or event == "INSERT":
        return usual
    column = tracked.vanishes
    if event == "DELETE":
        return f"CASE WHEN OLD.{column} THEN {gone} ELSE {usual} END"
    return f"CASE WHEN OLD.{column} AND NOT NEW.{column} THEN {gone} ELSE {usual} END"


def _tag_expression(tag: str, row: str) -> str:
    """SQL that makes the tag of a row; a column that is null makes the whole tag null, and so none."""
    parts: list[str] = []
    rest = tag
    for column in columns_in(tag):
        before, _brace, rest = rest.partition("{" + column + "}")
        if before:
            parts.append(f"'{before}'")
        parts.append(f"{row}.{column}")
    if rest:
        parts.append(f"'{rest}'")
    return " || ".join(parts)


def _selects(tracked: Tracked, event: str) -> Iterator[tuple[str, str, str]]:
    """(SQL of a tag, what stands after it, SQL of its strength) for each tag of each row; no tag twice."""
    usual = _strength(tracked, event)
    seen = set()
    for row in _rows(event):
        made = [(_tag_expression(tag, row), "", usual) for tag in tracked.tags]
        for derived in tracked.derived:
            made.append(
                (*_derived(derived, row, event), f"'{derived.strength}'" if derived.strength else usual)
            )
        for one in made:
            if one not in seen:
                seen.add(one)
                yield one


def _derived(derived: Derived, row: str, event: str) -> tuple[str, str]:
    tag = derived.tag.replace("{row}", row) if derived.is_expression else f"'{derived.tag}'"
    conditions = [derived.condition.replace("{row}", row)] if derived.condition else []
    if derived.column and event == "UPDATE":
        old, new = f"OLD.{derived.column}", f"NEW.{derived.column}"
        # In words that both databases know; null when both are, which counts as false.
        conditions.append(f"({old} <> {new} OR ({old} IS NULL) <> ({new} IS NULL))")
    rest = f" FROM {derived.source.replace('{row}', row)}" if derived.source else ""
    return tag, rest + (f" WHERE {' AND '.join(conditions)}" if conditions else "")


def _differs(tracked: Tracked, operator: str) -> str:
    if tracked.columns is None:
        return ""
    return " OR ".join(f"OLD.{column} {operator} NEW.{column}" for column in tracked.columns)


def _insert(tracked: Tracked, event: str, now: str) -> str:
    """The statement that writes the tags of the event. UNION takes out what both rows have in common."""
    due = " UNION ".join(
        f"SELECT {tag} AS tag, {strength} AS strength{rest}"
        for tag, rest, strength in _selects(tracked, event)
    )
    return (
        f"INSERT INTO bake_purge (tag, strength, at) SELECT tag, strength, {now} FROM ({due}) AS due"
        " WHERE tag IS NOT NULL"
    )


def _sqlite(tracked: Tracked, event: str) -> list[str]:
    of = f" OF {', '.join(tracked.columns)}" if event == "UPDATE" and tracked.columns else ""
    conditions = [f"NOT EXISTS (SELECT 1 FROM {MUTE_TABLE})"]
    if event == "UPDATE" and tracked.columns:
        conditions.append(f"({_differs(tracked, 'IS NOT')})")
    return [
        f'CREATE TRIGGER "{{name}}" AFTER {event}{of} ON {tracked.table} FOR EACH ROW'
        f" WHEN {' AND '.join(conditions)} BEGIN {_insert(tracked, event, _SQLITE_NOW)}; END"
    ]


def _postgres(tracked: Tracked, event: str) -> list[str]:
    when = ""
    if event == "UPDATE" and tracked.columns:
        when = f" WHEN ({_differs(tracked, 'IS DISTINCT FROM')})"
    return [
        'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $bake$ BEGIN'
        f" IF NOT EXISTS (SELECT 1 FROM {MUTE_TABLE}) THEN"
        f" {_insert(tracked, event, 'clock_timestamp()')}; END IF; RETURN NULL; END $bake$",
        f'CREATE TRIGGER "{{name}}" AFTER {event} ON {tracked.table}'
        f' FOR EACH ROW{when} EXECUTE FUNCTION "{{name}}"()',
    ]


def _truncating(tracked: Tracked) -> list[str]:
    """PostgreSQL empties a table without telling of its rows; then every page is purged."""
    return [
        'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $bake$ BEGIN'
        " INSERT INTO bake_purge (tag, strength, at) VALUES ('*', 'hard', clock_timestamp());"
        " RETURN NULL; END $bake$",
        f'CREATE TRIGGER "{{name}}" AFTER TRUNCATE ON {tracked.table}'
        ' FOR EACH STATEMENT EXECUTE FUNCTION "{name}"()',
    ]


_MAKERS: dict[str, Callable[..., list[str]]] = {"sqlite": _sqlite, "postgresql": _postgres}
