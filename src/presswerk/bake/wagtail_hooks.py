"""The bake's screen in the editor: its address, its menu item below Reports, its permission."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from presswerk.bake import urls
from presswerk.bake.views import PERMISSION


class BakeMenuItem(MenuItem):
    """Shown to who may see the purges."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def bake_urls() -> list[URLPattern | URLResolver]:
    return [path("bake/", include(urls))]


@hooks.register("register_reports_menu_item")
def bake_menu_item() -> MenuItem:
    return BakeMenuItem(
        _("Ready pages"), reverse("bake:overview"), name="bake", icon_name="doc-full", order=1310
    )


@hooks.register("register_permissions")
def bake_permission() -> QuerySet[Permission, Permission]:
    """Let the group editor offer it."""
    return Permission.objects.filter(content_type__app_label="bake", codename="view_purge")
