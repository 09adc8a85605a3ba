"""Where one is logged in, and how to end it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from presswerk.accounts import sessions


@login_required
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """All sessions of one's own, this one marked."""
    found = list(sessions.living(request.user))  # type: ignore[arg-type]
    key = request.session.session_key
    return render(
        request,
        "accounts/sessions.html",
        {
            "current": next((one for one in found if one.session_key == key), None),
            "others": [one for one in found if one.session_key != key],
        },
    )


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    if sessions.end(request.user, pk):  # type: ignore[arg-type]
        messages.success(request, _("The session has ended."))
    else:
        messages.info(request, _("This session was over already."))
    return redirect("account_sessions")


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    count = sessions.end_others(request.user, request)  # type: ignore[arg-type]
    text = ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", count)
    messages.success(request, text % {"count": count})
    return redirect("account_sessions")
