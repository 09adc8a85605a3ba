"""Lists of words and hosts, and bans."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateTimeInput

from presswerk.comments.moderation.actions import banning, listing
from presswerk.comments.moderation.models import Ban, ListEntry
from presswerk.comments.moderation.screens.access import ModeratorsOnly, RuleSettersOnly
from presswerk.comments.moderation.screens.frame import DeskScreen

MOST = 500


class EntryForm(forms.ModelForm):
    """A new entry."""

    class Meta:
        model = ListEntry
        fields = ("kind", "pattern", "verdict", "until", "note")
        widgets = {"until": AdminDateTimeInput}


class ListsView(RuleSettersOnly, DeskScreen, FormView):
    """The lists, and a form for a new entry."""

    template_name = "moderation/lists.html"
    form_class = EntryForm
    page_title = gettext_lazy("Word and host lists")
    place = "moderation:lists"
    success_url = reverse_lazy("moderation:lists")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": ListEntry()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = ListEntry.objects.select_related("added_by")[: MOST + 1]
        return {**super().get_context_data(**kwargs), "entries": entries, "now": timezone.now()}

    def form_valid(self, form: EntryForm) -> HttpResponse:
        listing.add(form.instance, self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("“%(entry)s” is on the list.") % {"entry": form.instance})
        return redirect(self.success_url)


class UnlistView(RuleSettersOnly):
    """Takes one entry off."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = ListEntry.objects.filter(pk=kwargs["pk"]).first()
        if entry is not None:
            listing.remove(entry, request.user)  # type: ignore[arg-type]
            messages.success(request, _("“%(entry)s” is off the list.") % {"entry": entry})
        return redirect("moderation:lists")


class BansView(ModeratorsOnly, DeskScreen, TemplateView):
    """Who is banned, until when, and by whom."""

    template_name = "moderation/bans.html"
    page_title = gettext_lazy("Bans")
    place = "moderation:bans"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        bans = Ban.objects.filter(lifted_at=None).select_related("made_by").order_by("-made_at")[:MOST]
        return {**super().get_context_data(**kwargs), "bans": [ban for ban in bans if ban.holds_at(now)]}


class LiftView(ModeratorsOnly):
    """Lifts one ban."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = Ban.objects.filter(pk=kwargs["pk"], lifted_at=None).first()
        if found is None:
            messages.warning(request, _("This ban has been lifted already."))
        else:
            banning.lift(found, request.user)  # type: ignore[arg-type]
            messages.success(request, _("The ban is lifted."))
        return redirect("moderation:bans")
