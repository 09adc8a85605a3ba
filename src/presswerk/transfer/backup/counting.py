"""What a database holds in figures, the same on both kinds; each function needs Django set up."""

from typing import Any


def tables(connection: Any) -> dict[str, int]:
    """Rows by table, of the moment that the connection sees."""
    with connection.cursor() as cursor:
        found = {}
        for name in sorted(_names(connection, cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
    return found


def _names(connection: Any, cursor: Any) -> list[str]:
    kinds = connection.introspection.get_table_list(cursor)
    # "p" is a partitioned table on PostgreSQL; views hold no rows of their own.
    return [table.name for table in kinds if table.type in "tp" and table.name != "presswerk_restoring"]


def objects(connection: Any) -> dict[str, int]:
    """How many indexes and triggers there are: what a copy of rows alone would lack."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT type, count(*) FROM sqlite_master WHERE type IN ('index', 'trigger') GROUP BY type"
            )
            found = dict(cursor.fetchall())
            return {"indexes": found.get("index", 0), "triggers": found.get("trigger", 0)}
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema()")
        indexes = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
        )
        return {"indexes": indexes, "triggers": cursor.fetchone()[0]}
