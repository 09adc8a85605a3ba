"""The staff account: a person who logs in with an e-mail address."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def normalize_email(email: str) -> str:
    """The one spelling of an address that is stored: trimmed and in lower case.

    RFC 5321 lets the local part differ by case, but no mail provider of note does, and two
    accounts that differ by case only would be an open door for impersonation.
    """
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by e-mail in any spelling."""

    use_in_migrations = False

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A saved account. ValueError without an e-mail; without a password nobody can log in to it."""
        fields.setdefault("is_staff", False)
        fields.setdefault("is_superuser", False)
        return self._create(email, password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A saved account that may do everything."""
        return self._create(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, email: str | None) -> User:
        """The account of this address in any spelling; raises User.DoesNotExist."""
        return self.get(email=normalize_email(email or ""))

    def _create(self, email: str, password: str | None, **fields: Any) -> User:
        if not email or not email.strip():
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A member of the staff. Authors shown to readers are profiles of their own and need no account."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address exists already.")},
    )

    second_factor_asked_at = models.DateTimeField(
        null=True, editable=False, help_text="The log-in from which the grace for a second factor counts."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["last_name", "first_name", "email"]
        constraints = [
            # Rows written past save() (imports, update()) must not get round the rule either.
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message=_("An account with this e-mail address exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        """Normalise the address before the uniqueness checks see it."""
        super().clean()
        self.email = normalize_email(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the address in its one spelling, and never an empty password that looks like a usable one."""
        self.email = normalize_email(self.email)
        if not self.password:
            self.set_unusable_password()
        super().save(*args, **kwargs)
