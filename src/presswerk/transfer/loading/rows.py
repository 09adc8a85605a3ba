"""Writing many rows of a model that stands in several tables, as one statement writes one row of each.

Django's `bulk_create` refuses such models, because it has no way to get the keys of the parents' rows for
the children on every database. Where a statement returns the keys of all rows that it inserts (SQLite 3.35,
PostgreSQL), there is one: the parents' rows first, then the children's with the keys that came back. Each
statement is the very one with which `Model.save_base(raw=True)` writes the part of an object that a table
holds, for many objects instead of one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.sql import InsertQuery

Instance = TypeVar("Instance", bound=models.Model)


def insert_all(instances: Sequence[Instance]) -> None:
    """Insert new instances of one multi-table model, keys set afterwards. MUST be called in a transaction.

    As `bulk_create` does it sends no signals and calls no `save()`; child relations and many-to-many rows
    are the caller's to write.
    """
    if not instances:
        return
    for table in _tables(type(instances[0])):
        _insert(table, instances)
        _pass_keys_on(table, instances)
    for instance in instances:
        instance._state.adding = False
        instance._state.db = connection.alias


def _tables(model: type[models.Model]) -> list[Any]:
    """The models in whose tables an instance stands, the topmost parent first."""
    return [*reversed(model._meta.all_parents), model]


def _insert(table: type[models.Model], instances: Sequence[models.Model]) -> None:
    key = table._meta.pk
    own_key = isinstance(key, models.AutoField)
    fields: list[Any] = [
        field
        for field in table._meta.local_concrete_fields
        if not field.generated and not (own_key and field is key)
    ]
    for part in _parts(instances, connection.ops.bulk_batch_size(fields, instances)):
        query = InsertQuery(table)
        query.insert_values(fields, list(part), raw=True)
        compiler = query.get_compiler(using=connection.alias)
        returned = compiler.execute_sql(returning_fields=[key] if own_key else None)
        if own_key:
            _take_keys(part, key, returned)


def _take_keys(part: Sequence[models.Model], key: Any, returned: Iterable[Sequence[Any]]) -> None:
    for instance, (value, *_rest) in zip(part, returned, strict=True):
        setattr(instance, key.attname, value)


def _pass_keys_on(table: type[models.Model], instances: Sequence[models.Model]) -> None:
    """Set the links to the parent's row, from which the children's tables take their keys."""
    key = table._meta.pk
    link: Any = type(instances[0])._meta.parents.get(table)
    if link is None:
        return
    for instance in instances:
        setattr(instance, link.attname, getattr(instance, key.attname))


def _parts(instances: Sequence[Instance], size: int) -> Iterator[Sequence[Instance]]:
    for start in range(0, len(instances), size):
        yield instances[start : start + size]
