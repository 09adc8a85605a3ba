"""Which pages a member of the staff finds in the listings."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import policy_registry

# What makes a page one's business; who may only add sees what is theirs.
_MAY_WORK_ON_ALL = {"change", "publish", "lock", "unlock", "bulk_delete"}


def works_on_articles(user: Any) -> bool:
    """Whether the lists of articles are any business of this person."""
    return policy_registry.get_by_type(Page).user_has_any_permission(user, ["add", "change", "publish"])


def workable_by(user: Any) -> Q:
    """The condition for pages that a person may work on: all, those of their sections, or their own.

    Costs the one query for the person's permissions that Wagtail makes in any case. Written out, because
    Wagtail's own condition is a list of all ids when a person may see everything.
    """
    if user.is_superuser:
        return Q()
    below: dict[str, Q] = {}
    for permission in policy_registry.get_by_type(Page).get_cached_permissions_for_user(user):
        action = permission.permission.codename.rsplit("_", maxsplit=1)[0]
        place = Q() if permission.page.depth == 1 else Q(path__startswith=permission.page.path)
        if action in _MAY_WORK_ON_ALL:
            below[f"{permission.page.path} all"] = place
        elif action == "add":
            below[f"{permission.page.path} own"] = place & Q(owner=user)
    if any(condition == Q() for condition in below.values()):
        return Q()
    return _any_of(list(below.values()))


def _any_of(conditions: list[Q]) -> Q:
    if not conditions:
        return Q(pk__in=[])
    whole = Q()
    for condition in conditions:
        whole |= condition
    return whole
