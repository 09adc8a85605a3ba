"""The few pages of our own beside allauth's: the account's front page, and the ways that lead to it."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.views import logout as allauth_logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from presswerk.accounts.pages import kept_text

RETRY_AFTER_SECONDS = 10


@login_required
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the owner of an account can do with it."""
    return render(request, "accounts/home.html")


@never_cache
@require_safe
def lead_to_login(request: HttpRequest) -> HttpResponse:
    """Any other log-in address: to the one log-in, and from there to where the person wanted to go.

    Who is logged in already and still was sent here lacks the permission; sending them on would go round
    in circles.
    """
    if request.user.is_authenticated:
        return render(request, "accounts/no_access.html", status=403)
    following = request.GET.get("next")
    query = f"?{urlencode({'next': following})}" if following else ""
    return HttpResponseRedirect(reverse("account_login") + query)


@never_cache
def lead_to_logout(request: HttpRequest) -> HttpResponse:
    """Wagtail's log-out button posts here; a link only leads to the question whether to log out."""
    if request.method == "POST":
        return allauth_logout(request)
    return redirect("account_logout")


@never_cache
@require_safe
def lead_to_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address for a forgotten password."""
    return redirect("account_reset_password")


def not_offered(request: HttpRequest, **parameters: object) -> HttpResponse:
    """Shared passwords for pages and documents would need a cookie for readers: there are none."""
    raise Http404


def busy(request: HttpRequest) -> HttpResponse:
    """Too many passwords are being checked at this moment."""
    response = render(request, "accounts/busy.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or came from somewhere else (``settings.CSRF_FAILURE_VIEW``)."""
    form = kept_text.kept(request)
    if form is not None:
        is_in = request.user.is_authenticated
        return kept_text.page(request, form, kept_text.EXPIRED if is_in else kept_text.SESSION_ENDED)
    return render(request, "accounts/csrf_failure.html", status=403)
