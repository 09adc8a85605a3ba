"""Rendered pages kept ready: which tags a page depends on, and which tags a change purges.

Knows no article. While something renders under `collecting()`, every query names its tags with
`depends_on()`; every change names the tags it touches with `changed()` in its own transaction.

Its names are loaded when they are asked for: the front lives in this package too, and must not load Django.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presswerk.bake.changes import changed, changes
    from presswerk.bake.tags import collecting, depends_on

__all__ = ["changed", "changes", "collecting", "depends_on"]

_MODULES = {"changed": "changes", "changes": "changes", "collecting": "tags", "depends_on": "tags"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value  # the module `changes` would else hide the function of the same name
    return value
