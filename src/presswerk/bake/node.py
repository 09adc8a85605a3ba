"""The store and the front of this node, as Django's processes see them."""

from pathlib import Path

from django.conf import settings

from presswerk.bake.front.plan import Plan, PlanError, load
from presswerk.bake.store import Store, open_store

# The front keeps much-read pages in memory; Django's processes only write.
_HOT_MEGABYTES = 1


def store_folder() -> Path:
    """Where the ready pages of this node lie; whatever is in there can be made anew."""
    return Path(settings.BAKE_FOLDER)


def store_of_this_node() -> Store:
    """The process's one store."""
    return open_store(store_folder(), settings.BAKE_MEGABYTES, hot_megabytes=_HOT_MEGABYTES)


def plan_path() -> Path:
    """The file that tells the front of the newspaper."""
    return Path(settings.FRONT_PLAN)


_token: tuple[int, str] = (0, "")


def front_token() -> str:
    """What the front proves itself with; "" where no front runs. Read again when the file has changed."""
    global _token
    try:
        stamp = plan_path().stat().st_mtime_ns
    except OSError:
        return ""
    if stamp != _token[0]:
        plan = current_plan()
        _token = (stamp, plan.token if plan else "")
    return _token[1]


def current_plan() -> Plan | None:
    """The plan that the front follows now."""
    try:
        return load(plan_path())
    except PlanError:
        return None
