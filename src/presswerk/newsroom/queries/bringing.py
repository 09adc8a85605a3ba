"""What queries of every page bring along for packages above, so that these ask for nothing of their own.

A package registers when Django starts, before anything is asked: the queries are put into SQL once.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Literal

from django.db.models import QuerySet

Query = Literal["sites", "article"]
Extend = Callable[[QuerySet], QuerySet]

_extensions: dict[str, dict[str, Extend]] = defaultdict(dict)


def bring_along(query: Query, extend: Extend) -> None:
    """Let `extend` add relations and annotations to the query of all sites, or of one article with its page.

    Registering the same function again replaces it. Whoever reads what was brought names its tags.
    """
    _extensions[query][f"{extend.__module__}.{extend.__qualname__}"] = extend


def extended(query: Query, rows: QuerySet) -> QuerySet:
    """The query with all that was registered for it."""
    for _name, extend in sorted(_extensions[query].items()):
        rows = extend(rows)
    return rows
