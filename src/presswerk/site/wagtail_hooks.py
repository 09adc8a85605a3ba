"""What the project itself adds to the editor: keys of the spam service, troubles on the first screen."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from presswerk.site.spam_keys import PERMISSION, urls
from presswerk.site.troubles_panel import TroublesPanel


class SpamKeysMenuItem(MenuItem):
    """Shown to who may give access."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def spam_keys_urls() -> list[URLPattern | URLResolver]:
    return [path("spam-keys/", include(urls))]


@hooks.register("register_settings_menu_item")
def spam_keys_menu_item() -> MenuItem:
    return SpamKeysMenuItem(
        _("Keys of the spam service"),
        reverse("spam_keys:keys"),
        name="spam-keys",
        icon_name="key",
        order=1300,
    )


# After the newsroom's own, which replaces Wagtail's panels; right below the greeting.
@hooks.register("construct_homepage_panels", order=20)
def troubles_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.insert(1, TroublesPanel())
