"""Who may do what with other people's accounts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import View
from wagtail.admin.auth import permission_denied

from presswerk.accounts.user import User

MAY_INVITE = "accounts.add_user"
MAY_CHANGE = "accounts.change_user"


def may_end_sessions_of(actor: Any, user: User) -> bool:
    """Administrators may; over a superuser only another one may decide."""
    return bool(actor.has_perm(MAY_CHANGE) and (actor.is_superuser or not user.is_superuser))


class PermissionView(View):
    """A view for who has one permission."""

    permission = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's refusal for everybody else."""
        if not request.user.has_perm(self.permission):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]
