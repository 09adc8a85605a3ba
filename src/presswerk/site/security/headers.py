"""The headers that make a browser an ally: content policy, framing, isolation, features.

HSTS, X-Content-Type-Options, Referrer-Policy and Cross-Origin-Opener-Policy come from Django's own
SecurityMiddleware; here is what Django 5.2 lacks of the OWASP Secure Headers Project's list.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from presswerk.site.security.csp import CSP, build_policy, preview_policy
from presswerk.site.security.staff_paths import is_editor_path, is_staff_path
from presswerk.theme.in_page import source_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# What no page of a newspaper needs. Fullscreen and picture-in-picture stay free for recordings and embeds.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid",
        "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb",
        "xr-spatial-tracking",
    )
)  # fmt: skip


class ContentSecurityPolicyMiddleware:
    """Sends ``settings.SECURE_CSP``, or ``SECURE_CSP_EDITOR`` on the editor's screens.

    A policy that the view has set stays as it is: Wagtail gives documents one that allows nothing. A page
    rendered for the editor's preview gets the readers' policy, opened for the editor's frame only.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.reader = build_policy(settings.SECURE_CSP)
        self.preview = build_policy(preview_policy(settings.SECURE_CSP))
        self.editor = build_policy(settings.SECURE_CSP_EDITOR)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(CSP.HEADER, self.policy_for(request))
        return response

    def policy_for(self, request: HttpRequest) -> str:
        """The policy of this address, and of the style that `{% paper_style %}` wrote into the page."""
        style = getattr(request, "in_page_style", "")
        if is_preview(request):
            return _with_style(self.preview, style)
        return self.editor if is_editor_path(request.path_info) else _with_style(self.reader, style)


@lru_cache(maxsize=32)
def _with_style(policy: str, style: str) -> str:
    return policy.replace("style-src 'self'", f"style-src 'self' {source_of(style)}") if style else policy


class SecurityHeadersMiddleware:
    """Framing, isolation and browser features."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        framed = is_preview(request) or is_editor_path(request.path_info)
        headers = response.headers
        headers.setdefault("X-Frame-Options", "SAMEORIGIN" if framed else "DENY")
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        headers.setdefault("Cross-Origin-Resource-Policy", _resource_policy(request, response))
        return response


def is_preview(request: HttpRequest) -> bool:
    """Whether Wagtail renders a page for the editor: it sends a made-up request through the middleware."""
    return bool(getattr(request, "is_dummy", False))


def _resource_policy(request: HttpRequest, response: HttpResponseBase) -> str:
    # Feed readers in the browser show the pictures of articles; pages and the staff's files are not theirs.
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return "same-origin" if is_page or is_staff_path(request.path_info) else "cross-origin"
