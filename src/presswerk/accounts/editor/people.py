"""The screen of one account's security: its sessions and second factors, and how to end and remove them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from presswerk.accounts import second_factor_duty, sessions
from presswerk.accounts.editor.rights import MAY_CHANGE, PermissionView, may_end_sessions_of
from presswerk.accounts.paper_name import paper_name
from presswerk.accounts.user import User


class _OfOneAccount(PermissionView):
    permission = MAY_CHANGE
    account: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only for who may decide about this account."""
        self.account = get_object_or_404(User, pk=kwargs["pk"])
        if not may_end_sessions_of(request.user, self.account):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)


class SecurityView(_OfOneAccount, WagtailAdminTemplateMixin, TemplateView):
    """Where the account is logged in, and what it has as second factors."""

    template_name = "accounts/editor/person.html"
    page_title = gettext_lazy("Log-in")  # short: a telephone shows some 20 letters
    header_icon = "key"

    def get_page_subtitle(self) -> str:
        """The person."""
        return str(self.account)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Users, the person, this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy("wagtailusers_users:index"), "label": _("Users")},
            {"url": reverse("wagtailusers_users:edit", args=[self.account.pk]), "label": str(self.account)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the sessions and the second factors."""
        factors = Authenticator.objects.filter(user=self.account, type__in=second_factor_duty.FACTORS)
        return {
            **super().get_context_data(**kwargs),
            "account": self.account,
            "sessions": sessions.living(self.account),
            "factors": factors,
            "is_demanded": second_factor_duty.must_have(self.account),
        }


class EndSessionsView(_OfOneAccount):
    """Logs the account out everywhere; one's own present session stays."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and back to the screen."""
        count = sessions.end_others(self.account, request)
        text = ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", count)
        messages.success(request, text % {"count": count})
        return redirect("account_of_person", pk=pk)


class TakeSecondFactorView(_OfOneAccount):
    """Removes the second factors of somebody who has lost them."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and back to the screen."""
        second_factor_duty.take_away(self.account)
        sessions.end_others(self.account, request)
        self._tell_owner(request)
        messages.success(
            request, _("The second factors are removed. The password alone opens the account now.")
        )
        return redirect("account_of_person", pk=pk)

    def _tell_owner(self, request: HttpRequest) -> None:
        profile = getattr(self.account, "wagtail_userprofile", None)
        with translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
            context = {"by": request.user, "paper_name": paper_name()}
            subject = render_to_string("account/email/second_factor_removed_subject.txt", context)
            text = render_to_string("account/email/second_factor_removed_message.txt", context)
        send_mail(" ".join(subject.split()), text, None, [self.account.email])
