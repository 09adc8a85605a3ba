"""Who may open which screen of the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import View
from wagtail.admin.auth import permission_denied

MODERATE = "comments.moderate"
SET_RULES = "comments.set_rules"


class WithPermission(View):
    """Lets in who has the screen's permission."""

    permission = MODERATE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]


class ModeratorsOnly(WithPermission):
    """For those who decide on comments."""


class RuleSettersOnly(WithPermission):
    """For those who set the rules of debates, lists and bans."""

    permission = SET_RULES
