"""A field that finds one or several of thousands by their first letters, instead of listing them all."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _


class Picker(forms.SelectMultiple):
    """Chooses among the things of a kind that `suggestions.KINDS` names; only the chosen ones are loaded.

    `language` limits the suggestions to an edition; without it a picker follows another in the same form.
    """

    template_name = "newsroom/editor/picker.html"
    allow_multiple_selected = True

    def __init__(self, kind: str, attrs: dict[str, Any] | None = None, language: str = "") -> None:
        super().__init__(attrs)
        self.kind = kind
        self.language = language

    @property
    def media(self) -> forms.Media:
        """The script that makes it work."""
        return forms.Media(js=["newsroom/editor/picker.js"])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "chosen": self._chosen(value),
            "multiple": self.allow_multiple_selected,
            "language": self.language,
            "kind": self.kind,
            "url": reverse("newsroom_suggestions", args=[self.kind]),
            "add_url": reverse("newsroom_add_topic") if self.kind == "topics" else "",
            "placeholder": _("Type the first letters …"),
        }
        return context

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        """None: the template shows the chosen ones alone."""
        return []

    def _chosen(self, value: Any) -> list[tuple[str, str]]:
        """Id and label of what is chosen, in the order in which it was."""
        keys = [str(key) for key in self.format_value(value) if str(key).isdigit()]
        queryset = getattr(self.choices, "queryset", None)
        if not keys or queryset is None:
            return []
        labels = {str(thing.pk): str(thing) for thing in queryset.filter(pk__in=keys)}
        return [(key, labels[key]) for key in keys if key in labels]


class SinglePicker(Picker):
    """Chooses one."""

    allow_multiple_selected = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)
