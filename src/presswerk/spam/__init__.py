"""The private spam filter: decides what is submitted, learns from each moderator, says why, sends nothing.

Imports no Django, so that it also runs alone as a service. Its names are loaded when they are asked for: a
process that judges nothing need not hold a filter.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presswerk.spam.engine import Engine, Label
    from presswerk.spam.model.costs import Costs
    from presswerk.spam.statistics import Week
    from presswerk.spam.submission import Submission, TextFormat
    from presswerk.spam.verdict import Decision, Reason, Verdict

_MODULES = {
    "engine": ("Engine", "Label"),
    "model.costs": ("Costs",),
    "statistics": ("Week",),
    "submission": ("Submission", "TextFormat"),
    "verdict": ("Decision", "Reason", "Verdict"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = ["Costs", "Decision", "Engine", "Label", "Reason", "Submission", "TextFormat", "Verdict", "Week"]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value
