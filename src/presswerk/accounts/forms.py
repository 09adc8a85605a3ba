"""The forms in which a password is tried, asked for or set, and the one that invites."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from presswerk.accounts import attempts, limits
from presswerk.accounts.invitations import Invitation
from presswerk.accounts.user import User, normalize_email


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


class InvitationForm(forms.Form):
    """Whom to invite, and as what. Who may send it sees the list of accounts anyway."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    groups = forms.ModelMultipleChoiceField(
        label=_("Roles"),
        queryset=Group.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role: without one the account can do nothing.")},
    )
    language = forms.ChoiceField(label=_("Language of the mail"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = settings.LANGUAGES
        language.initial = settings.LANGUAGE_CODE
        if len(settings.LANGUAGES) == 1:
            language.widget = forms.HiddenInput()

    def clean_email(self) -> str:
        """The address in its one spelling. Raises ValidationError when it has an account."""
        email = normalize_email(self.cleaned_data["email"])
        if User.objects.filter(email=email).exists():
            raise ValidationError(
                _("There is an account with this address already. Change its roles under “Users” instead.")
            )
        return email


class AcceptForm(forms.Form):
    """Name and password of somebody who was invited."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password (again)"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["password"].help_text = password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        """Refuse passwords that differ, and those that are easily guessed."""
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if not password:
            return cleaned
        if cleaned.get("password_again") and cleaned["password_again"] != password:
            self.add_error("password_again", _("The two passwords are not the same."))
        names = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
        try:
            validate_password(password, User(email=self.invitation.email, **names))
        except ValidationError as error:
            self.add_error("password", error)
        return cleaned
