"""Setting up a second factor that one's role demands, and keeping the last one."""

from __future__ import annotations

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from presswerk.accounts import second_factor_duty


@login_required
@never_cache
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """What is asked for and why, with the ways to do it. Who is done goes on to the editor."""
    if not second_factor_duty.is_due(request):
        return redirect("wagtailadmin_home")
    offers_passkeys = Authenticator.Type.WEBAUTHN in app_settings.SUPPORTED_TYPES
    return render(request, "accounts/second_factor_due.html", {"offers_passkeys": offers_passkeys})


class RemoveKeyView(RemoveWebAuthnView):
    """Removes a security key, unless it is the last second factor of somebody who has to have one."""

    def form_valid(self, form: object) -> HttpResponse:
        """Remove it, or say why not."""
        adapter, key = get_adapter(), self.get_object()
        assert isinstance(key, Authenticator)
        if not adapter.can_delete_authenticator(key):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_list_webauthn")
        response: HttpResponse = super().form_valid(form)
        return response


remove_key = RemoveKeyView.as_view()
