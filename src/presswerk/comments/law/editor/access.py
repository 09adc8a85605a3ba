"""Who may see which of the law's screens."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from presswerk.accounts.models import User

MODERATE = "comments.moderate"
SET_RULES = "comments.set_rules"
HANDLE_RIGHTS = "comments_law.handle_rights"


def person(request: HttpRequest) -> User:
    """Who sits at the screen; `Gate` has let in nobody without an account."""
    return cast(User, request.user)


class Gate:
    """Lets in who has the permission."""

    permission = MODERATE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Permitted(Gate, View):
    """An act, or a file."""


class Screen(Gate, WagtailAdminTemplateMixin):
    """A screen below "Law"."""

    header_icon = "clipboard-list"
    crumb: dict[str, Any] | None = None

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        start = WagtailAdminTemplateMixin.breadcrumbs_items
        law = {"url": reverse_lazy("comments_law_admin:overview"), "label": _("Comments and the law")}
        way = [*start, law, *([self.crumb] if self.crumb else [])]
        # The last step is the heading of the screen.
        title = getattr(self, "page_title", "")
        return way if str(way[-1]["label"]) == str(title) else [*way, {"url": "", "label": title}]
