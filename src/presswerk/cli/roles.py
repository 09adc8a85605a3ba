"""Roles as they are typed, such as "chief-editor", and the groups that hold their permissions."""

from typing import TYPE_CHECKING

from presswerk.cli.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import Group

    from presswerk.accounts.models import User


def find_groups(names: list[str]) -> "list[Group]":
    """The group of each role, or of each group's own name; raises Refusal that lists what there is."""
    from django.contrib.auth.models import Group

    groups: dict[str, Group] = {}
    for group in Group.objects.order_by("name"):
        groups[role_of(group.name)] = groups[_typed(group.name)] = group
    for name in names:
        if _typed(name) not in groups:
            known = sorted({role_of(group.name) for group in groups.values()})
            raise Refusal(f"There is no role {name}.", f"Roles are: {', '.join(known)}.")
    return [groups[_typed(name)] for name in names]


def roles_of(account: "User") -> list[str]:
    """The roles of the account, as they are typed."""
    return sorted(role_of(group.name) for group in account.groups.all())


def role_of(group_name: str) -> str:
    """The role for which the group was made, in whatever language; else the group's own name."""
    from presswerk.newsroom.groups import ROLES

    for key, role in ROLES.items():
        if group_name in role.names.values():
            return _typed(key)
    return _typed(group_name)


def _typed(name: str) -> str:
    return name.strip().lower().replace(" ", "-").replace("_", "-")
