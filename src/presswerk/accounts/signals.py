"""What follows from a change of an account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from django.db import transaction
from django.db.models.signals import post_save
from django.http import HttpRequest

from presswerk.accounts import attempts, limits
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


def connect() -> None:
    """Attach the receivers; called once when the app is ready."""
    post_save.connect(mirror_email, sender=User, dispatch_uid="accounts.mirror_email")
    password_reset.connect(forgive_failures, dispatch_uid="accounts.forgive_failures")
