"""What the accounts add to the editor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from presswerk.accounts import sessions
from presswerk.accounts.editor import invitations, people
from presswerk.accounts.editor.group_rule import GroupRulePanel
from presswerk.accounts.editor.rights import MAY_INVITE, may_end_sessions_of
from presswerk.accounts.user import User


@hooks.register("register_account_menu_item")
def security_of_the_account(request: HttpRequest) -> dict[str, Any]:
    """From Wagtail's account page to password, second factor and sessions."""
    return {
        "url": reverse("account_home"),
        "label": _("Password, second factor, sessions"),
        "help_text": _("Change your password, set up a second factor, and see where you are logged in."),
    }


class InvitationsMenuItem(MenuItem):
    """Shown to who may make accounts."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether they may."""
        return bool(request.user.has_perm(MAY_INVITE))


@hooks.register("register_settings_menu_item")
def invitations_menu_item() -> MenuItem:
    """Beside the users."""
    return InvitationsMenuItem(
        gettext_lazy("Invitations"),
        reverse("account_invitations"),
        name="invitations",
        icon_name="mail",
        order=605,
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The screens' addresses."""
    return [
        path("invitations/", invitations.InvitationsView.as_view(), name="account_invitations"),
        path(
            "invitations/<int:pk>/resend/", invitations.ResendView.as_view(), name="account_resend_invitation"
        ),
        path(
            "invitations/<int:pk>/revoke/", invitations.RevokeView.as_view(), name="account_revoke_invitation"
        ),
        path("people/<int:pk>/security/", people.SecurityView.as_view(), name="account_of_person"),
        path("people/<int:pk>/end/", people.EndSessionsView.as_view(), name="account_end_sessions"),
        path(
            "people/<int:pk>/no-second-factor/",
            people.TakeSecondFactorView.as_view(),
            name="account_take_second_factor",
        ),
    ]


@hooks.register("register_user_listing_buttons")
def security_of_a_person(user: User, request_user: User) -> Iterator[Button]:
    """From the list of accounts."""
    if may_end_sessions_of(request_user, user):
        yield Button(
            _("Sessions and second factor"),
            url=reverse("account_of_person", args=[user.pk]),
            icon_name="key",
            priority=25,
        )


@hooks.register("register_group_permission_panel")
def group_rule_panel() -> type[GroupRulePanel]:
    """On the groups' screen."""
    return GroupRulePanel


@hooks.register("after_edit_user")
def end_sessions_of_old_password(request: HttpRequest, user: User) -> None:
    """A password that an administrator sets ends what was begun with the old one."""
    if request.POST.get("password1"):
        sessions.end_others(user, request)
