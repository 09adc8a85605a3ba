"""The desk in the editor: addresses, an entry in the menu, the way to an article's and a section's rules."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem

from presswerk.comments.moderation import admin_urls
from presswerk.comments.moderation.panel import WaitingPanel
from presswerk.comments.moderation.screens.access import MODERATE, SET_RULES
from presswerk.newsroom.models import ArticlePage, SectionPage


class CommentsMenuItem(MenuItem):
    """Shown to moderators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)


class RulesButton(PageMenuItem):
    """In the menu of an article's or a section's screen."""

    label = _("Rules of the debate")
    icon_name = "comment"

    def is_shown(self, user: Any) -> bool:
        return user.has_perm(SET_RULES)

    @property
    def url(self) -> str:
        """Of the rules' screen."""
        kind = "article" if isinstance(self.page, ArticlePage) else "section"
        return reverse(f"moderation:{kind}_rules", args=[self.page.pk])


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("comments/", include(admin_urls))]


@hooks.register("register_admin_menu_item")
def desk_item() -> MenuItem:
    return CommentsMenuItem(
        _("Comments"), reverse("moderation:queue"), name="comments", icon_name="comment", order=25
    )


@hooks.register("register_page_header_buttons")
def rules_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[RulesButton]:
    if view_name == "edit" and isinstance(page, ArticlePage | SectionPage):
        yield RulesButton(page=page, priority=14)


# After the newsroom's own, which replaces Wagtail's panels.
@hooks.register("construct_homepage_panels", order=10)
def home_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm(MODERATE):
        panels.append(WaitingPanel())


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission, Permission]:
    """Let the group editor offer them."""
    return Permission.objects.filter(
        content_type__app_label="comments", codename__in=["moderate", "set_rules"]
    )
