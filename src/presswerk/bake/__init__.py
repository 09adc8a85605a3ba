"""Rendered pages kept ready: which tags a page depends on, and which tags a change purges.

Knows no article. While something renders under `collecting()`, every query names its tags with
`depends_on()`; every change names the tags it touches with `changed()` in its own transaction.
"""

from presswerk.bake.changes import changed, changes
from presswerk.bake.tags import collecting, depends_on

__all__ = ["changed", "changes", "collecting", "depends_on"]
