"""The law's screens in the editor: addresses, menu, permissions."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.permissions import register_permission_policy

from presswerk.comments.law.editor import urls
from presswerk.comments.law.editor.access import HANDLE_RIGHTS, MODERATE
from presswerk.comments.law.editor.texts import GroundViewSet, HouseRulesViewSet, InForceStays
from presswerk.comments.law.models import HouseRules

register_permission_policy(HouseRules, InForceStays(HouseRules))
house_rules = HouseRulesViewSet()
grounds = GroundViewSet()


class ForWhomMay(MenuItem):
    """Shown to whom has the permission."""

    def __init__(self, permission: str, label: Any, url: str, **options: Any) -> None:
        super().__init__(label, url, **options)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def law_urls() -> list[URLPattern | URLResolver]:
    return [path("law/", include(urls))]


@hooks.register("register_admin_viewset")
def law_viewsets() -> list[Any]:
    return [house_rules, grounds]


@hooks.register("register_admin_menu_item")
def law_menu() -> MenuItem:
    entries = (
        (MODERATE, _("Overview"), "overview", "home"),
        (MODERATE, _("Reports of illegal content"), "reports", "warning"),
        (MODERATE, _("Complaints"), "complaints", "rotate"),
        (HANDLE_RIGHTS, _("Personal data"), "requests", "user"),
        (HANDLE_RIGHTS, _("Retention"), "retention", "history"),
    )
    items: list[MenuItem] = [
        ForWhomMay(
            permission,
            label,
            reverse(f"comments_law_admin:{name}"),
            name=f"law-{name}",
            icon_name=icon,
            order=order,
        )
        for order, (permission, label, name, icon) in enumerate(entries)
    ]
    items += [house_rules.get_menu_item(order=60), grounds.get_menu_item(order=70)]
    return SubmenuMenuItem(_("Law"), Menu(items=items), name="law", icon_name="clipboard-list", order=75)


@hooks.register("register_permissions")
def law_permissions() -> QuerySet[Permission, Permission]:
    """Let the group editor offer them."""
    return Permission.objects.filter(
        Q(content_type__app_label="comments_law", codename="handle_rights")
        | Q(
            content_type__app_label="comments_law",
            content_type__model__in=["ground", "houserules", "commentsettings"],
        )
    )
