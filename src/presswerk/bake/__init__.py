"""Rendered pages kept ready: which tags a page depends on, and which tags a change purges.

Knows no article. Packages above declare their tables with `track()`: loading a row names its tags, and
triggers of the database purge them with every change of the row. Lists, counts and values are asked for in
named queries, which say with `depends_on()` what could change their answer. `changed()` purges by hand what
no row tells.

Its names are loaded when they are asked for: the front lives in this package too, and must not load Django.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presswerk.bake.changing import changed, changes, muted
    from presswerk.bake.tags import collecting, depends_on, expires, keep_out, named_query, naming
    from presswerk.bake.tracking import Derived, Tracked, never_changes, owned_by_loaded, track

_MODULES = {
    "changing": ("changed", "changes", "muted"),
    "tags": ("collecting", "depends_on", "expires", "keep_out", "named_query", "naming"),
    "tracking": ("Derived", "Tracked", "never_changes", "owned_by_loaded", "track"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

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


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value
