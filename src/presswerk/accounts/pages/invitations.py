"""Where the link of an invitation leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from presswerk.accounts import invitations, second_factor_duty
from presswerk.accounts.forms import AcceptForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Name and password; then to the log-in, the one place where a session begins.

    A link that does not work says one thing only, whatever the reason and whether the address has an account.
    """
    try:
        invitation = invitations.find(secret)
        form = AcceptForm(request.POST if request.method == "POST" else None, invitation=invitation)
        if form.is_valid():
            given = form.cleaned_data
            invitations.accept(secret, given["password"], given["first_name"], given["last_name"])
            messages.success(
                request, _("Your account is ready. Log in with your e-mail address and password.")
            )
            return redirect("account_login")
    except invitations.InvitationOver:
        return render(request, "accounts/invitation_over.html", status=404)
    context = {
        "form": form,
        "invitation": invitation,
        "needs_second_factor": second_factor_duty.groups_demand(invitation.groups.all()),
    }
    return render(request, "accounts/invitation.html", context)
