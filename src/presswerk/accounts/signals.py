"""What follows from a change of an account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_save
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from presswerk.accounts import attempts, limits, second_factor_duty, sessions
from presswerk.accounts.user import User


def mirror_email(sender: type[User], instance: User, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Keep allauth's list of addresses to the account's one.

    allauth logs in by every address on its list: one that the account had before would go on working.
    """
    if raw or (update_fields is not None and "email" not in update_fields):
        return
    with transaction.atomic():
        EmailAddress.objects.filter(user=instance).exclude(email=instance.email).delete()
        EmailAddress.objects.update_or_create(
            user=instance, email=instance.email, defaults={"primary": True, "verified": True}
        )


def forgive_failures(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Who has reset the password does not wait for the failures before."""
    limits.forget(attempts.login_counts(request, user.email)[1:])


def ask_for_second_factor(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Where the account's groups demand a second factor that is missing, the session is for setting it up."""
    until = second_factor_duty.note_log_in(request, user)
    # Wagtail and tests log in with requests that carry no messages.
    if until is not None and hasattr(request, "_messages"):
        day = date_format(timezone.localtime(until), "SHORT_DATETIME_FORMAT")
        text = _("Your role needs a second factor. Please set one up under “My account” by %(day)s.")
        messages.warning(request, text % {"day": day})


def end_other_sessions(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A new password ends what somebody may have begun with the old one, and nothing else."""
    sessions.end_others(user, request)


def connect() -> None:
    """Attach the receivers; called once when the app is ready."""
    post_save.connect(mirror_email, sender=User, dispatch_uid="accounts.mirror_email")
    password_reset.connect(forgive_failures, dispatch_uid="accounts.forgive_failures")
    user_logged_in.connect(ask_for_second_factor, dispatch_uid="accounts.ask_for_second_factor")
    for changed in (password_changed, password_set, password_reset):
        changed.connect(end_other_sessions, dispatch_uid="accounts.end_other_sessions")
