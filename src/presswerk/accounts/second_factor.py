"""The second factor: secrets encrypted at rest, attempts counted in the database."""

from __future__ import annotations

import base64
import hashlib
import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from presswerk.accounts import attempts, limits, second_factor_duty
from presswerk.accounts.paper_name import paper_name

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

logger = logging.getLogger(__name__)


class StaffMFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted under the secret key.

    A copy of the database alone is then not enough to make codes.
    """

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second factor, and this is the only one. Add another one first."
        ),
    }

    def _get_site_name(self) -> str:
        return paper_name()

    def encrypt(self, text: str) -> str:
        """The text as it is stored."""
        return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text; "" when it was encrypted under another secret key. No code fits an empty secret."""
        from cryptography.fernet import InvalidToken

        try:
            return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor was stored under another secret key. It has to be set up anew.")
            return ""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last second factor of somebody whose role demands one."""
        user = authenticator.user
        return not second_factor_duty.must_have(user) or second_factor_duty.has_one(
            user, besides=authenticator
        )


class LimitedCode:
    """Counts the codes that are tried for an account; a right one gives its attempt back, and holds once."""

    user: Any

    def clean_code(self) -> str:
        """The code, when it is right. Raises ValidationError when it is wrong, or after too many attempts."""
        counts = attempts.code_counts(self.user.pk)
        attempts.spend(counts)
        code: str = super().clean_code()  # type: ignore[misc]
        limits.refund(counts)
        try:
            limits.consume(attempts.used_code_counts(self.user.pk, normalize_user_code(code)))
        except limits.LimitReached as reached:
            raise ValidationError(_("This code was used already. Please wait for the next one.")) from reached
        return code


class StaffAuthenticateForm(LimitedCode, AuthenticateForm):
    """The code at the log-in."""


class StaffReauthenticateForm(LimitedCode, ReauthenticateForm):
    """The code before a sensitive change."""


class StaffActivateTOTPForm(LimitedCode, ActivateTOTPForm):
    """The first code of a new authenticator app."""


class StaffAddWebAuthnForm(AddWebAuthnForm):
    """A new passkey, or a key that only comes on top of the password."""

    passwordless = forms.BooleanField(
        label=gettext_lazy("Log in with it alone, without the password"),
        help_text=gettext_lazy(
            "The device then has to ask for fingerprint, face or PIN. "
            "Untick it for a security key without PIN."
        ),
        required=False,
        initial=True,
    )


@lru_cache(maxsize=2)
def _cipher(secret_key: str) -> Fernet:
    # Here, because every log-in loads this module, and only some need the 8 MB of its library.
    from cryptography.fernet import Fernet

    key = hashlib.blake2b(secret_key.encode(), digest_size=32, person=b"presswerk.2fa").digest()
    return Fernet(base64.urlsafe_b64encode(key))
