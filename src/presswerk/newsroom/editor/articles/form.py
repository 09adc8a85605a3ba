"""The form of an article.

The models name this form, so they are found by name here and not imported.
"""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ArticleForm(WagtailAdminPageForm):
    """An article's form, with the home section as a field and choices of its own edition alone."""

    home_section: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Home section"),
        queryset=None,
        required=False,
        empty_label=None,
        help_text=_(
            "Decides the address. A change moves the article at once; old addresses lead to the new one."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name_headline()
        self._offer_home_sections()
        self._keep_to_edition()

    def clean_title(self) -> str:
        """The headline in one line, however it was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def save(self, commit: bool = True) -> Any:
        """As Wagtail does; the wish for another section goes with the article to `move_as_wished`."""
        article = super().save(commit=commit)
        article.wished_section = self.cleaned_data.get("home_section")
        return article

    def _name_headline(self) -> None:
        if "title" in self.fields:
            self.fields["title"].label = _("Headline")
            self.fields["title"].help_text = ""

    def _offer_home_sections(self) -> None:
        field = self.fields.get("home_section")
        if field is None:
            return
        home = self.instance.get_parent() if self.instance.pk else None
        if home is None:
            # A new article has been given its section on the way here.
            del self.fields["home_section"]
            return
        sections = self._sections_of_edition()
        allowed = self.instance.permissions_for_user(self.for_user) if self.for_user else None
        may_go = [
            section
            for section in sections
            if section.pk == home.pk or (allowed is not None and allowed.can_move_to(section))
        ]
        field.queryset = type(self)._sections().filter(pk__in=[section.pk for section in may_go])
        field.choices = [(section.pk, self._indented(section)) for section in may_go]
        field.initial = home.pk
        self.initial["home_section"] = home.pk
        field.disabled = len(may_go) < 2

    def _keep_to_edition(self) -> None:
        locale = self.instance.locale
        if "topics" in self.fields:
            self.fields["topics"].queryset = apps.get_model("newsroom.Topic").objects.filter(locale=locale)
            self.fields["topics"].widget.language = locale.language_code
        if "further_sections" in self.fields:
            field = self.fields["further_sections"]
            field.queryset = type(self)._sections().filter(locale=locale)
            field.choices = [(section.pk, self._indented(section)) for section in self._sections_of_edition()]

    def _sections_of_edition(self) -> list[Any]:
        if not hasattr(self, "_loaded_sections"):
            self._loaded_sections = list(
                type(self)._sections().filter(locale_id=self.instance.locale_id).order_by("path")
            )
        return self._loaded_sections

    @staticmethod
    def _sections() -> Any:
        return apps.get_model("newsroom.SectionPage").objects.all()

    @staticmethod
    def _indented(section: Any) -> str:
        # The front page has depth 2 and the sections directly below it 3.
        return f"{'– ' * max(section.depth - 3, 0)}{section.draft_title or section.title}"
