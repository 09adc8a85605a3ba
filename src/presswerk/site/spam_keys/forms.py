"""A new key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from presswerk.spam.service.keys import LONGEST_NAME

MOST_CALLS = 1_000_000_000


class NewKeyForm(forms.Form):
    """What the keys' screen asks for."""

    site = forms.CharField(
        label=_("Address of the site"), max_length=200, help_text=_("Such as https://blog.example.")
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("How it is called here; otherwise by its site."),
    )
    group = forms.CharField(
        label=_("Group"),
        max_length=40,
        required=False,
        help_text=_(
            "Keys of the same group learn together. Without one, what this site's moderators decide stays "
            "with this site."
        ),
    )
    calls_per_minute = forms.IntegerField(
        label=_("Calls a minute"), min_value=0, max_value=MOST_CALLS, help_text=_("0 means any number.")
    )
    calls_per_month = forms.IntegerField(
        label=_("Texts a month"), min_value=0, max_value=MOST_CALLS, help_text=_("0 means any number.")
    )
