"""Requests about personal data that no link could answer."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from presswerk.comments.law.actions import rights
from presswerk.comments.law.editor.access import HANDLE_RIGHTS, Screen, person
from presswerk.comments.law.models import RightsRequest
from presswerk.jobs.models import OutboxItem

MOST = 100


class AnswerForm(forms.Form):
    """The answer by mail."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Goes by mail to the address of the request."),
    )  # fmt: skip


def undelivered() -> int:
    """Mails with links that were given up: these requests count as not answered."""
    return OutboxItem.objects.filter(
        kind="mail", key__startswith="comments rights ", failed_at__isnull=False
    ).count()


class RequestsView(Screen, TemplateView):
    """Open requests by their legal deadline; or those that were answered."""

    permission = HANDLE_RIGHTS
    template_name = "comments_law/editor/requests.html"
    page_title = gettext_lazy("Requests about personal data")
    header_icon = "user"
    crumb = {"url": reverse_lazy("comments_law_admin:requests"), "label": page_title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shows_answered = self.request.GET.get("show") == "answered"
        rows = RightsRequest.objects.select_related("answered_by")
        if shows_answered:
            rows = rows.exclude(answered_at=None).order_by("-answered_at", "-pk")
        else:
            rows = rows.filter(answered_at=None).order_by("due_at", "pk")
        found = list(rows[: MOST + 1])
        return {
            **super().get_context_data(**kwargs),
            "requests": found[:MOST], "has_more": len(found) > MOST, "most": MOST,
            "shows_answered": shows_answered, "undelivered": undelivered(), "now": timezone.now(),
        }  # fmt: skip


class RequestView(Screen, FormView):
    """One request with its answer."""

    permission = HANDLE_RIGHTS
    template_name = "comments_law/editor/request.html"
    form_class = AnswerForm
    header_icon = "user"
    crumb = {
        "url": reverse_lazy("comments_law_admin:requests"),
        "label": gettext_lazy("Requests about personal data"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = RightsRequest.objects.select_related("answered_by").filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.asked = found
        self.page_title = _("Request no. %(number)d") % {"number": self.asked.pk}
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "asked": self.asked}

    def form_valid(self, form: Any) -> HttpResponse:
        if rights.answer(self.asked, form.cleaned_data["answer"], by=person(self.request)):
            messages.success(self.request, _("The answer is on its way."))
        else:
            messages.warning(self.request, _("Somebody has answered this request meanwhile."))
        return redirect(reverse("comments_law_admin:requests"))
