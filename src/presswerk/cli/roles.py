"""Roles as they are typed, such as "chief-editor", and the groups that hold their permissions."""

from typing import TYPE_CHECKING

from presswerk.cli.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import Group

    from presswerk.accounts.models import User


def find_roles(names: list[str]) -> "dict[str, Group]":
    """The group of each role; raises Refusal that lists the roles there are."""
    from django.contrib.auth.models import Group

    groups = {role_name(group.name): group for group in Group.objects.order_by("name")}
    unknown = [name for name in names if role_name(name) not in groups]
    if unknown:
        raise Refusal(f"There is no role {unknown[0]}.", f"Roles are: {', '.join(groups)}.")
    return {role_name(name): groups[role_name(name)] for name in names}


def roles_of(account: "User") -> list[str]:
    """The roles of the account, as they are typed."""
    return sorted(role_name(group.name) for group in account.groups.all())


def role_name(group_name: str) -> str:
    """How a group's name is typed.

    >>> role_name("Chief editors")
    'chief-editor'
    """
    return group_name.strip().lower().replace(" ", "-").removesuffix("s")
