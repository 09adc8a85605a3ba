"""Which tables readers' pages are made of, and which tags a row of each bears.

One declaration serves both sides: loading a row records its tags while a page renders, and triggers
of the database write the same tags to the purge log whenever the row changes, whatever changed it.
The packages above declare their tables with `track()` when Django starts.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

_COLUMN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Tracked:
    """A table that readers' pages show something of."""

    table: str
    tags: tuple[str, ...]
    """Tags with columns in braces, such as `page:{id}`. Both the old and the new row's are purged."""
    columns: tuple[str, ...] | None = None
    """An update counts when one of these changes; None means any update, even one that changes nothing."""
    strength: str = "wait"
    vanishes: str | None = None
    """A boolean column whose change from true to false takes the row from readers: a hard purge, as is
    the deletion of such a row."""
    soft_when: str = ""
    """SQL with `{row}`, under which a new row purges softly instead: many come one after the other."""
    derived: tuple["Derived", ...] = ()
    loads: bool = True
    """Whether loading a row records its tags. False for rows of lists that have tags of their own."""


@dataclass(frozen=True)
class Derived:
    """A tag that takes a look at another table: purged when the condition holds for the row.

    `condition` is SQL in which `{row}` stands for the changed row, `tag` a literal tag or SQL expression.
    """

    tag: str
    condition: str = ""
    is_expression: bool = False
    strength: str = ""
    """Of this tag alone, whatever happens to the row; empty for that of the table."""
    source: str = ""
    """Tables of which the expression is made, for a tag of each row found: what stands after FROM."""
    column: str = ""
    """An update purges the tag only when this column changes; empty for any update that counts."""


@dataclass
class _Registry:
    tracked: dict[str, Tracked] = field(default_factory=dict)
    owned: set[str] = field(default_factory=set)
    constant: set[str] = field(default_factory=set)
    changed: int = 0


_registry = _Registry()


def track(*tables: Tracked) -> None:
    """Declare tables. A second declaration of the same table replaces the first."""
    for table in tables:
        _registry.tracked[table.table] = table
    _registry.changed += 1


def owned_by_loaded(*tables: str) -> None:
    """Declare tables whose rows are only ever asked for by an owner that has been loaded.

    Their triggers purge the owner's tag, so reading them outside a named query hides nothing.
    """
    _registry.owned.update(tables)
    _registry.changed += 1


def never_changes(*tables: str) -> None:
    """Declare tables whose rows never change while the software stays the same."""
    _registry.constant.update(tables)
    _registry.changed += 1


def tracked_tables() -> dict[str, Tracked]:
    """All declarations by table."""
    return _registry.tracked


def needs_a_name(table: str) -> bool:
    """Whether reading this table while a page renders is allowed in named queries only."""
    return table not in _registry.owned and table not in _registry.constant


def generation() -> int:
    """Changes with every declaration; for what is computed from them."""
    return _registry.changed


def columns_in(tag: str) -> list[str]:
    """The columns that a tag's template names."""
    return _COLUMN.findall(tag)


def tags_of(row: Tracked) -> Callable[[Any], Iterable[str]]:
    """From the columns of a row of the table to its tags."""
    if len(row.tags) == 1:
        only = row.tags[0]
        return lambda columns: (only.format_map(columns),)
    return lambda columns: [tag.format_map(columns) for tag in row.tags]
