"""Forms of readers: no account, no cookie, nothing individual in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from presswerk.comments import names
from presswerk.comments.law import letters
from presswerk.comments.law.models import Ground
from presswerk.comments.taming import tame, tame_line

LONGEST_TEXT = 5000
SHORTEST_EXPLANATION = 15


class ReaderEmailField(forms.EmailField):
    """An address that mail can go to."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Your e-mail address"))
        options.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email"}))
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        email = super().clean(value)
        if email and not letters.can_be_sent_to(email):
            raise forms.ValidationError(_("No mail can be sent to this address."))
        return email


class GroundField(forms.ModelChoiceField):
    """The grounds that a reader can report for."""

    def label_from_instance(self, obj: Ground) -> str:
        return obj.title


class ReportForm(forms.Form):
    """A notice with the elements of DSA, article 16(2)."""

    ground = GroundField(
        queryset=Ground.objects.filter(can_be_reported=True),
        label=gettext_lazy("What is illegal about it"),
        empty_label=gettext_lazy("Please choose"),
    )
    explanation = forms.CharField(
        label=gettext_lazy("Why it is illegal"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Which passage, and why you hold it to be illegal. The author does not "
            "learn who you are."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = ReaderEmailField(
        required=False,
        help_text=gettext_lazy(
            "For the receipt and the decision. Name and address are not needed for reports of "
            "sexual abuse of children."
        ),
    )
    threatens_life = forms.BooleanField(
        label=gettext_lazy("Somebody's life or safety may be in danger."), required=False,
        help_text=gettext_lazy("In danger call the police first: 110, or 112 anywhere in Europe."),
    )  # fmt: skip
    good_faith = forms.BooleanField(
        label=gettext_lazy("I believe in good faith that what I say here is accurate and complete."),
        error_messages={"required": gettext_lazy("Please confirm this; the law asks for it.")},
    )

    def clean_explanation(self) -> str:
        text = tame(self.cleaned_data["explanation"]).strip()
        if len(text) < SHORTEST_EXPLANATION:
            raise forms.ValidationError(_("Please say in a sentence why it is illegal."))
        return text

    def clean_name(self) -> str:
        return tame_line(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        ground = data.get("ground")
        if ground and not ground.without_name:
            for field in ("name", "email"):
                if field not in self.errors and not data.get(field):
                    self.add_error(field, _("This is needed for such a report."))
        return data


class ComplaintForm(forms.Form):
    """Why a decision is wrong."""

    text = forms.CharField(
        label=gettext_lazy("Why the decision is wrong"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_text(self) -> str:
        return tame(self.cleaned_data["text"]).strip()


class AskForm(forms.Form):
    """For which address."""

    email = ReaderEmailField(help_text=gettext_lazy("The one that you gave when you commented or reported."))


class NameForm(forms.Form):
    """Another name over all comments."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)

    def clean_name(self) -> str:
        name = tame_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Please give a name."))
        if names.is_like_staff(name):
            raise forms.ValidationError(_("This name is nearly that of somebody of the newsroom."))
        return name


class NewEmailForm(forms.Form):
    """Another address."""

    email = ReaderEmailField(
        label=gettext_lazy("New e-mail address"),
        help_text=gettext_lazy("A mail goes there; the link in it makes the change."),
    )


class OtherForm(forms.Form):
    """What the page cannot do."""

    message = forms.CharField(
        label=gettext_lazy("What you ask for"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_message(self) -> str:
        return tame(self.cleaned_data["message"]).strip()


class EraseForm(forms.Form):
    """Erasing is for good."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, erase everything. It cannot be brought back."),
        error_messages={"required": gettext_lazy("Please confirm that you want to erase everything.")},
    )
