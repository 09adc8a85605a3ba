"""The screen on which administrators invite people, and see, repeat and take back what they sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from presswerk.accounts import invitations
from presswerk.accounts.editor.rights import MAY_INVITE, PermissionView
from presswerk.accounts.forms import InvitationForm
from presswerk.accounts.invitations import Invitation

_GONE = gettext_lazy("This invitation was accepted or taken back meanwhile.")


class InvitationsView(PermissionView, WagtailAdminTemplateMixin, FormView):
    """The form, and below it the invitations that nobody has accepted yet."""

    permission = MAY_INVITE
    form_class = InvitationForm
    template_name = "accounts/editor/invitations.html"
    page_title = gettext_lazy("Invitations")
    header_icon = "mail"
    success_url = reverse_lazy("account_invitations")
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("account_invitations"), "label": gettext_lazy("Invitations")},
    ]

    def form_valid(self, form: InvitationForm) -> HttpResponse:
        """Send the invitation."""
        given = form.cleaned_data
        by = self.request.user
        assert by.is_authenticated
        try:
            invitations.invite(given["email"], given["groups"], given["language"], by)
        except invitations.AccountExists:  # made since the form was checked
            form.add_error("email", _("There is an account with this address already."))
            return self.form_invalid(form)
        messages.success(
            self.request, _("The invitation to %(email)s is on its way.") % {"email": given["email"]}
        )
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the open invitations."""
        found = Invitation.objects.select_related("invited_by").prefetch_related("groups")
        return {**super().get_context_data(**kwargs), "invitations": found}


class ActView(PermissionView):
    """Does something with one invitation, says what, and leads back to the list."""

    permission = MAY_INVITE
    http_method_names = ["post"]

    def act(self, invitation: Invitation) -> str:
        """Do it; what to say, with %(email)s in it."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and back to the list."""
        invitation = Invitation.objects.filter(pk=pk).first()
        if invitation is None:
            messages.warning(request, _GONE)
        else:
            messages.success(request, self.act(invitation) % {"email": invitation.email})
        return redirect("account_invitations")


class ResendView(ActView):
    """Sends a new link; the one before ends."""

    def act(self, invitation: Invitation) -> str:
        """Send it."""
        invitations.resend(invitation)
        return _("A new link is on its way to %(email)s; the one before does not work any more.")


class RevokeView(ActView):
    """Takes an invitation back."""

    def act(self, invitation: Invitation) -> str:
        """Take it back."""
        invitations.revoke(invitation)
        return _("The invitation to %(email)s is taken back; its link does not work any more.")
