"""How allauth behaves here: closed sign-up, limits in the database, mail in the paper's name."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from presswerk.accounts import attempts, limits
from presswerk.accounts.hashers import HashingBusy
from presswerk.accounts.paper_name import paper_name


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, and every check of a password is counted."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: readers need no account, and staff get theirs from an administrator."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The account, None when e-mail or password is wrong; ValidationError after too many attempts."""
        counts = attempts.login_counts(request, credentials.get("email") or "")
        attempts.spend(counts)
        try:
            user = super().authenticate(request, **credentials)
        except HashingBusy:
            limits.refund(counts)
            raise
        if user is not None:
            limits.refund(counts)
        return user

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client's address, for the notice that an account was changed."""
        return attempts.client_address(request) or "0.0.0.0"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the name of the newspaper."""
        super().send_mail(template_prefix, email, {**context, "paper_name": paper_name()})
