"""Queries that Django puts into SQL once in a process, and that are only run from then on.

Building a queryset and compiling it takes longer than SQLite takes to answer: nearly half of the time in
which an article was rendered. What is kept is the statement and how its rows become objects; it depends on
the models alone, never on data, so no change in the database can make it wrong.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import NOT_PROVIDED, Model, QuerySet
from django.db.models.query import (  # type: ignore[attr-defined]
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from presswerk.newsroom import kept_statements

Row = TypeVar("Row")
Parameter = int | str | Sequence[int]

# Stand for the parameters while a query is compiled. Within the range of all integer columns but small ones.
_FIRST_STAND_IN = 2_000_000_000
# Lists of keys are filled up to a multiple of this by repeating the last, so that there are few statements.
_STEP = 8
_TOO_MANY_KEYS = 512


class Prepared(Generic[Row]):
    """A function that returns a queryset; called, it returns the rows as a list.

    Positional arguments are parameters: an integer, a string, or a sequence of keys, which must be used with
    `__in` (an empty one has no rows). Keyword arguments are constants, one statement for each combination.
    The queryset may have anything but `prefetch_related()`; it yields objects or, by `values_list()`, tuples.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._statements: dict[Hashable, _Statement] = {}
        update_wrapper(self, build)

    def __call__(self, *parameters: Parameter, **constants: Any) -> list[Row]:
        values: list[int | str] = []
        shape: list[Hashable] = [connection.vendor, *constants.items()]
        for parameter in parameters:
            if isinstance(parameter, int | str):
                values.append(parameter)
                shape.append(type(parameter).__name__)
                continue
            keys = _filled_up(parameter)
            if not keys:
                return []
            if len(keys) > _TOO_MANY_KEYS:
                return list(self._build(*parameters, **constants))
            values += keys
            shape.append(len(keys))
        statement = self._statements.get(key := tuple(shape))
        if statement is None:
            statement = self._statements[key] = _Statement(self._build, parameters, constants)
        return list(statement.rows(values))


def prepared(build: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    """Make `build` a prepared query."""
    return Prepared(build)


_insertions: dict[Hashable, "_Insertion"] = {}


def insert(row: Model) -> None:
    """As `row.save(force_insert=True)` of a model without signals, parents and database defaults.

    The key that the database gives is set on the row.
    """
    insert_all([row])


def insert_all(rows: Sequence[Model], told_apart_by: str = "") -> None:
    """The same for rows of one model, by one statement; all of them have their keys, or none.

    `told_apart_by` names a field in which no two are equal: neither database promises in which order it says
    the keys that it has given.
    """
    first = rows[0]
    key = (connection.vendor, type(first), first.pk is None, len(rows))
    insertion = _insertions.get(key)
    if insertion is None:
        insertion = _insertions[key] = _Insertion(first, len(rows), told_apart_by)
    insertion.run(rows)


class _Insertion:
    """The statement that inserts so many rows of a model, with or without their keys."""

    def __init__(self, row: Model, count: int, told_apart_by: str) -> None:
        meta = row._meta
        if meta.parents or any(field.db_default is not NOT_PROVIDED for field in meta.local_concrete_fields):
            raise TypeError(f"{meta.label} cannot be inserted by a prepared statement.")
        self.gets_key = row.pk is None
        by: Any = meta.get_field(told_apart_by) if told_apart_by else meta.pk
        self.told_apart_by = by.attname
        if self.gets_key and count > 1 and not told_apart_by:
            raise TypeError(f"Whose key is whose cannot be told: {meta.label}.")
        self.fields = [
            field for field in meta.local_concrete_fields if not (field.primary_key and self.gets_key)
        ]
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in self.fields)
        values = ", ".join([f"({', '.join(['%s'] * len(self.fields))})"] * count)
        self.sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {values}"
        if self.gets_key:
            self.sql += f" RETURNING {quote(meta.pk.column)}, {quote(by.column)}"

    def run(self, rows: Sequence[Model]) -> None:
        values = [
            field.get_db_prep_save(field.pre_save(row, True), connection)
            for row in rows
            for field in self.fields
        ]
        with kept_statements.cursor() as cursor:
            cursor.execute(self.sql, values)
            if self.gets_key:
                self._take_keys(rows, cursor.fetchall())
        for row in rows:
            row._state.adding, row._state.db = False, connection.alias

    def _take_keys(self, rows: Sequence[Model], found: Sequence[tuple[Any, Any]]) -> None:
        if len(rows) == 1:
            rows[0].pk = found[0][0]
            return
        keys = {by: key for key, by in found}
        for row in rows:
            row.pk = keys[getattr(row, self.told_apart_by)]


def _filled_up(keys: Sequence[int]) -> list[int]:
    filled = list(dict.fromkeys(keys))
    return filled + filled[-1:] * (-len(filled) % _STEP)


class _Statement:
    """One statement with what turns its rows into objects, as Django's ModelIterable does."""

    def __init__(
        self, build: Callable[..., QuerySet], parameters: Sequence[Parameter], constants: dict[str, Hashable]
    ) -> None:
        stand_ins: list[int | str] = []
        arguments: list[Parameter] = []
        for parameter in parameters:
            count = len(_filled_up(parameter)) if not isinstance(parameter, int | str) else 1
            new = [_FIRST_STAND_IN + len(stand_ins) + number for number in range(count)]
            named: list[int | str] = [f"parameter {n}" if isinstance(parameter, str) else n for n in new]
            stand_ins += named
            arguments.append(named[0] if isinstance(parameter, int | str) else new)
        queryset = build(*arguments, **constants)
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError("A prepared query cannot prefetch.")
        self.is_of_objects = issubclass(queryset._iterable_class, ModelIterable)
        if not self.is_of_objects and queryset._iterable_class is not ValuesListIterable:
            raise TypeError("A prepared query yields objects or tuples.")
        compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, given = compiler.as_sql()
        place = {stand_in: index for index, stand_in in enumerate(stand_ins)}
        self.parameters = [(place.get(value), value) for value in given]
        if connection.vendor == "postgresql":
            self.sql, places = kept_statements.with_constants(self.sql, self.parameters)
            self.parameters = [(index, None) for index in places]
        if not {index for index, _value in self.parameters} >= set(place.values()):
            raise TypeError("A parameter of a prepared query does not reach the database as it is.")
        select = compiler.select
        self.converters = list(compiler.get_converters([column[0] for column in select]).items())
        if self.is_of_objects:
            self._read_objects(compiler, select, queryset.db)

    def _read_objects(self, compiler: Any, select: Sequence[Any], database: str) -> None:
        of_model = compiler.klass_info["select_fields"]
        self.model, self.database = compiler.klass_info["model"], database
        self.columns = slice(of_model[0], of_model[-1] + 1)
        self.names = [column[0].target.attname for column in select[self.columns]]
        self.populators = get_related_populators(compiler.klass_info, select, database)
        self.annotations = list((compiler.annotation_col_map or {}).items())

    def rows(self, values: Sequence[int | str]) -> Iterator[Any]:
        with kept_statements.cursor() as cursor:
            cursor.execute(
                self.sql, [value if index is None else values[index] for index, value in self.parameters]
            )
            found = cursor.fetchall()
        for row in map(list, found):
            for position, (convert, expression) in self.converters:
                for converter in convert:
                    row[position] = converter(row[position], expression, connection)
            yield self._object(row) if self.is_of_objects else tuple(row)

    def _object(self, row: list[Any]) -> Any:
        instance = self.model.from_db(self.database, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, instance)
        for name, position in self.annotations:
            setattr(instance, name, row[position])
        return instance
