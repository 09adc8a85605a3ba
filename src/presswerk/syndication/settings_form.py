from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from presswerk.syndication.crawlers import choices


class SyndicationForm(WagtailAdminModelForm):
    """The publisher's settings, with one switch for each crawler."""

    refused_crawlers = forms.MultipleChoiceField(
        label=_("refused for training"),
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Declared by hand, the field does not take the model's text by itself.
        self.fields["refused_crawlers"].help_text = self._meta.model._meta.get_field(
            "refused_crawlers"
        ).help_text
