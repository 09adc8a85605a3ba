"""Rendered pages kept ready: which tags a page depends on, and which tags a change purges.

Knows no article. Packages above declare their tables with `track()`: loading a row names its tags, and
triggers of the database purge them with every change of the row. Lists, counts and values are asked for in
named queries, which say with `depends_on()` what could change their answer. `changed()` purges by hand what
no row tells.
"""

from presswerk.bake.changes import changed, changes, muted
from presswerk.bake.tags import collecting, depends_on, expires, keep_out, named_query, naming
from presswerk.bake.tracking import Derived, Tracked, never_changes, owned_by_loaded, track

__all__ = [
    "Derived",
    "Tracked",
    "changed",
    "changes",
    "collecting",
    "depends_on",
    "expires",
    "keep_out",
    "muted",
    "named_query",
    "naming",
    "never_changes",
    "owned_by_loaded",
    "track",
]
