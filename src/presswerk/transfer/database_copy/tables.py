"""Which tables and columns there are on both sides, and what does not move."""

from typing import Any, NamedTuple

from presswerk.transfer.backup.interrupted import UNFINISHED_TABLE
from presswerk.transfer.backup.refused import Refused
from presswerk.transfer.backup.words import _

# The purge log and the positions in it belong to their database: stores that know the old one begin anew. The
# full text index is of another make on each database, and is written anew. Migrations are run, not copied.
_STAYS = frozenset(
    {"bake_purge", "bake_logidentity", "bake_sharedcache", "bake_mute", "django_migrations", UNFINISHED_TABLE}
)
_STAYS_PREFIX = ("wagtailsearch_indexentry", "sqlite_")


class Table(NamedTuple):
    """A table with PostgreSQL's type of each column, and the columns of its key."""

    name: str
    columns: dict[str, str]
    key: list[str]

    @property
    def moves(self) -> bool:
        """Whether its rows are copied."""
        return self.name not in _STAYS and not self.name.startswith(_STAYS_PREFIX)


def tables(postgres: Any) -> list[Table]:
    """All tables that move, by name, as PostgreSQL (a psycopg connection) knows them."""
    found: dict[str, Table] = {}
    for table, column, kind in postgres.execute(
        "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns AS c"
        " JOIN information_schema.tables AS t USING (table_schema, table_name)"
        " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' "
        " AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position"
    ).fetchall():
        found.setdefault(table, Table(table, {}, [])).columns[column] = kind
    for table, column in postgres.execute(
        "SELECT pg_class.relname, attname FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
        " JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)"
        " WHERE indisprimary AND pg_table_is_visible(indrelid) ORDER BY 1, attnum"
    ).fetchall():
        if table in found:
            found[table].key.append(column)
    return [table for table in found.values() if table.moves]


def require_same_tables(of_postgres: list[Table], sqlite: Any) -> None:
    """Raise Refused when SQLite has tables or columns that PostgreSQL lacks, or the other way round."""
    there = {
        name
        for (name,) in sqlite.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if Table(name, {}, []).moves
    }
    known = {table.name for table in of_postgres}
    differing = sorted(there ^ known)
    for table in of_postgres:
        if table.name in there:
            rows = sqlite.execute(f'PRAGMA table_info("{table.name}")').fetchall()
            if {row[1] for row in rows} != set(table.columns):
                differing.append(table.name)
    if differing:
        raise Refused(
            _("The two databases do not have the same tables: {names}.").format(
                names=", ".join(differing[:5])
            ),
            _("Remove what is not Presswerk's, or bring both to one version."),
        )
