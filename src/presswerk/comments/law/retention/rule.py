"""What one rule of retention is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from presswerk import conf

MOST_COUNTED = 10_000
"""A plan says "more than" from there on: counting millions would take as long as deleting them."""
CHUNK = 500


@dataclass(frozen=True)
class RowsOver:
    """Rows of a table whose time is over, and what becomes of a chunk of them."""

    rows: Callable[[datetime], QuerySet[Any, Any]]
    """Those older than a moment, asked for so that an index finds the first ones."""
    apply: Callable[[list[Any]], int]
    """Deletes or empties rows by their keys, in short transactions; how many. Afterwards none of them is in
    `rows` any more."""

    def some(self, cutoff: datetime) -> list[Any]:
        """Keys of the next chunk."""
        return list(self.rows(cutoff).order_by().values_list("pk", flat=True)[:CHUNK])

    def count(self, cutoff: datetime) -> int:
        """How many there are; MOST_COUNTED + 1 stands for any greater number."""
        return self.rows(cutoff).order_by()[: MOST_COUNTED + 1].count()


@dataclass(frozen=True)
class Rule:
    """One kind of data, how long it is kept, and how what is over is found and taken away."""

    code: str
    title: str | Promise
    setting: str
    """The setting that says how long, or "" where `fixed` does."""
    over: Any
    """RowsOver, or anything else with `some`, `apply` and `count`."""
    fixed: timedelta = timedelta(0)
    place: str = ""
    """Where the data lie: tables or files."""

    @property
    def keep(self) -> timedelta:
        """How long this kind is kept."""
        return getattr(conf.current(), self.setting) if self.setting else self.fixed

    def cutoff(self, now: datetime) -> datetime:
        """What is older than this has to go."""
        return now - self.keep


def deleting(model: type[Model]) -> Callable[[list[Any]], int]:
    """Delete rows by their keys, past what a model's own `delete` forbids to people."""

    def apply(pks: list[Any]) -> int:
        return model._base_manager.filter(pk__in=pks).delete()[0]

    return apply
