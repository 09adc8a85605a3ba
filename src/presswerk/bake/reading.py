"""Seeing what is read while a page renders: rows by their loading, all else by the statements.

Loading an object of a tracked table records its tags, whoever loads it. A statement on a table outside
of a named query (`values()`, `count()`, `exists()`, raw SQL, a list that a template asks for) could
change its answer without any loaded row changing; it raises in development and tests, and in
production the page is answered and not kept.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import structlog
from django.db import connection, models

from presswerk.bake import tracking
from presswerk.bake.tags import current, keep_out

log = structlog.get_logger(__name__)

# The tables of a statement stand after these words, quoted as Django and our own SQL do or bare.
_TABLE = re.compile(r'\b(?:FROM|JOIN)\s+"?([a-z_][a-z0-9_]*)"?', re.IGNORECASE)
_READS = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)
_HOOKED = "_presswerk_bake_hooked"


class UnnamedRead(Exception):
    """A statement read a table outside of a named query while a page was rendered."""


def watch_models() -> None:
    """Let each model of a tracked table record its rows as they are loaded. Called when Django starts."""
    from django.apps import apps

    for model in apps.get_models(include_auto_created=True):
        row = _row_of(model)
        if row is not None and row.loads and _HOOKED not in model.__dict__:
            _hook(model, row)


def _row_of(model: type[models.Model]) -> tracking.Tracked | None:
    """The declaration of a model's own table, else of the nearest table that it inherits from."""
    tables = [model._meta.db_table, *(parent._meta.db_table for parent in model._meta.get_parent_list())]
    declared = tracking.tracked_tables()
    return next((declared[table] for table in tables if table in declared), None)


def _hook(model: type[models.Model], row: tracking.Tracked) -> None:
    tags_of = tracking.tags_of(row)
    attributes = {field.column: field.attname for field in model._meta.concrete_fields}
    inherited = model.from_db.__func__  # type: ignore[attr-defined]

    @classmethod  # type: ignore[misc]
    def from_db(cls: Any, db: Any, field_names: Any, values: Any) -> Any:
        instance = inherited(cls, db, field_names, values)
        collected = current()
        if collected is not None:
            collected.tags.update(tags_of(_Columns(instance.__dict__, attributes)))
        return instance

    model.from_db = from_db  # type: ignore[assignment]
    setattr(model, _HOOKED, True)


class _Columns:
    """An instance's loaded values by the names of their columns."""

    __slots__ = ("_attributes", "_values")

    def __init__(self, values: dict[str, Any], attributes: dict[str, str]) -> None:
        self._values = values
        self._attributes = attributes

    def __getitem__(self, column: str) -> Any:
        return self._values[self._attributes[column]]


@lru_cache(maxsize=4096)
def _unnamed_tables(sql: str, _generation: int) -> tuple[str, ...]:
    if not _READS.match(sql):
        return ()
    return tuple(sorted({table for table in _TABLE.findall(sql) if tracking.needs_a_name(table)}))


@contextmanager
def watching_statements(strict: bool) -> Iterator[None]:
    """Look at each statement of this block that runs while something is collected.

    `strict` raises UnnamedRead; else the page is kept out of the bake with a line in the log.
    """

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        collected = current()
        if collected is not None and not collected.named and not collected.kept_from_bake:
            tables = _unnamed_tables(sql, tracking.generation())
            if tables:
                _complain(tables, sql, strict)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


def _complain(tables: tuple[str, ...], sql: str, strict: bool) -> None:
    what = f"{', '.join(tables)} read outside of a named query: {sql[:300]}"
    if strict:
        raise UnnamedRead(what)
    log.warning("page not kept: unnamed read", tables=list(tables))
    keep_out(f"unnamed read of {', '.join(tables)}")
