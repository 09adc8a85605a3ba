"""What the accounts add to the editor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def security_of_the_account(request: HttpRequest) -> dict[str, Any]:
    """From Wagtail's account page to password and second factor."""
    return {
        "url": reverse("account_home"),
        "label": _("Password and second factor"),
        "help_text": _("Change your password, set up an authenticator app, and see your recovery codes."),
    }
