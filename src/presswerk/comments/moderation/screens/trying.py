"""The field in which a text is tried."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.generic.edit import FormView

from presswerk.comments.moderation.screens.access import ModeratorsOnly
from presswerk.comments.moderation.screens.frame import DeskScreen
from presswerk.comments.moderation.trying import try_text
from presswerk.newsroom.models import ArticlePage

RECENT = 50


class TryForm(forms.Form):
    """A text as a reader would send it."""

    article = forms.ModelChoiceField(ArticlePage.objects.none(), label=gettext_lazy("Below which article"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, initial=gettext_lazy("Some Reader"))
    email = forms.EmailField(label=gettext_lazy("E-mail"), initial="leser@example.org")
    url = forms.CharField(label=gettext_lazy("Website"), max_length=300, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recent = ArticlePage.objects.filter(live=True, published_at__isnull=False).order_by("-published_at")
        field: Any = self.fields["article"]
        field.queryset = ArticlePage.objects.filter(live=True).defer("body")
        shown = list(recent.values_list("pk", "title")[:RECENT])
        field.choices = shown
        if shown:
            field.initial = shown[0][0]


class TryView(ModeratorsOnly, DeskScreen, FormView):
    """What would happen to this text?"""

    template_name = "moderation/try.html"
    form_class = TryForm
    page_title = gettext_lazy("Try a text")
    place = "moderation:try"

    def form_valid(self, form: TryForm) -> HttpResponse:
        given = form.cleaned_data
        tried = try_text(given["article"], given["name"], given["email"], given["text"], given["url"])
        return self.render_to_response(
            self.get_context_data(form=form, tried=tried, answer=ANSWERS[tried.decision])
        )


ANSWERS = {
    "publish": gettext_lazy("It would be published at once."),
    "hold": gettext_lazy("It would wait for a moderator."),
    "discard": gettext_lazy("It would be discarded as spam, and stay visible to the desk."),
    "refuse": gettext_lazy("It would be refused at the form."),
}
