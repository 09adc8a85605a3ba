"""The number of the transaction that writes a row, given by the database itself."""

from typing import Any

from django.db.models import BigIntegerField, Func


class CurrentTransaction(Func):
    """PostgreSQL's 64-bit number of the running transaction, which no later one gets again.

    NULL on SQLite, where one writer at a time makes the order of numbers the order of commits.
    (PostgreSQL 15, "Transaction ID and Snapshot Information Functions".)
    """

    output_field = BigIntegerField()
    allowed_default = True
    template = "NULL"
    arity = 0

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="pg_current_xact_id()::text::bigint", **extra)
