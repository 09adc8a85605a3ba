"""The forms in which a password is tried or asked for, each with its limit."""

from __future__ import annotations

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from allauth.core import context

from presswerk.accounts import attempts, limits


class StaffResetPasswordForm(ResetPasswordForm):
    """Asks for a link by mail. Whether there is such an account is never told."""

    def clean_email(self) -> str:
        """The address. Raises ValidationError after too many requests."""
        email = super().clean_email()
        attempts.spend(attempts.reset_counts(context.request, email))
        return email


class StaffChangePasswordForm(ChangePasswordForm):
    """Changes the password of whoever knows the old one."""

    def clean_oldpassword(self) -> str:
        """The old password. Raises ValidationError when it is wrong, or after too many attempts."""
        counts = attempts.login_counts(context.request, self.user.email)
        attempts.spend(counts)
        password = super().clean_oldpassword()
        limits.refund(counts)
        return password
