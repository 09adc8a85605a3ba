"""The form's fields and what each alone can be refused for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from presswerk import conf
from presswerk.comments.taming import tame_line

HONEYPOT = "company"
"""Named like something that programs fill and people's browsers do not."""


class CommentForm(forms.Form):
    """Name, e-mail and text are required; all else may be empty."""

    name = forms.CharField(max_length=80, error_messages={"required": _("Please write your name.")})
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Please write your e-mail address. It is never published."),
            "invalid": _("This is no e-mail address."),
        },
    )
    text = forms.CharField(strip=False, error_messages={"required": _("Please write a text.")})
    url = forms.URLField(required=False, max_length=300, assume_scheme="https")
    wants_replies = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not conf.current().comments_website_field:
            del self.fields["url"]

    def clean_name(self) -> str:
        name = tame_line(self.cleaned_data["name"])
        if not any(letter.isalnum() for letter in name):
            raise forms.ValidationError(_("Please write your name."))
        return name

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("Please write a text."))
        return text
