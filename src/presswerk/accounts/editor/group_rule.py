"""The box on a group's screen that demands a second factor of its members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from presswerk.accounts.second_factor_duty import GroupRule


class GroupRulePanel(forms.Form):
    """A panel of Wagtail's group screen (the hook ``register_group_permission_panel``)."""

    needs_second_factor = forms.BooleanField(
        label=_("Members need a second factor"),
        required=False,
        help_text=_(
            "Who has none is led to set one up at the next log-in, and can do nothing else until then."
        ),
    )

    def __init__(self, data: Any = None, files: Any = None, instance: Group | None = None) -> None:
        self.instance = instance if instance is not None else Group()
        chosen = GroupRule.objects.filter(group_id=self.instance.pk, needs_second_factor=True).exists()
        super().__init__(data, files, initial={"needs_second_factor": chosen}, prefix="account_rule")

    def save(self) -> None:
        """Keep the choice. The group has been saved."""
        GroupRule.objects.update_or_create(
            group=self.instance, defaults={"needs_second_factor": self.cleaned_data["needs_second_factor"]}
        )

    def as_admin_panel(self) -> SafeString:
        """The panel's HTML."""
        return render_to_string("accounts/editor/group_rule.html", {"form": self})
