"""The queue of reports, and one report with its decision."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from presswerk.comments.law import in_force
from presswerk.comments.law.actions import reporting
from presswerk.comments.law.editor.access import Permitted, Screen, person
from presswerk.comments.law.models import Ground, Report

MOST = 100


class DecisionForm(forms.Form):
    """What becomes of it, on which ground, and the words for both sides."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    ground = forms.ModelChoiceField(
        queryset=Ground.objects.all(), label=gettext_lazy("On the ground of"), required=False,
        help_text=gettext_lazy("Needed for a removal; goes into the statement of reasons for the commenter."),
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("Reasons in your own words"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Goes to the reporter, and for a removal to the commenter. Name nobody."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_comment: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        removed = _("Remove the comment") if is_comment else _("The article was changed or taken down")
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (Report.Decision.REMOVED, removed),
            (Report.Decision.KEPT, _("Keep it")),
            (Report.Decision.MOOT, _("It is no longer there")),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("decision") == Report.Decision.REMOVED and not data.get("ground"):
            self.add_error("ground", _("Please choose the ground."))
        if data.get("decision") == Report.Decision.KEPT and not data.get("answer"):
            self.add_error("answer", _("Please say why it may stay."))
        return data


class ReportsView(Screen, TemplateView):
    """Open reports, threats to life first, then by their clock; or those that were decided."""

    template_name = "comments_law/editor/reports.html"
    page_title = gettext_lazy("Reports of illegal content")
    crumb = {"url": reverse_lazy("comments_law_admin:reports"), "label": page_title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shows_decided = self.request.GET.get("show") == "decided"
        rows = Report.objects.select_related("ground", "comment", "article", "decided_by", "complaint")
        if shows_decided:
            rows = rows.exclude(decision="").order_by("-decided_at", "-pk")
        else:
            rows = rows.filter(decision="").order_by("-threatens_life", "due_at", "pk")
        found = list(rows[: MOST + 1])
        return {
            **super().get_context_data(**kwargs),
            "reports": found[:MOST], "has_more": len(found) > MOST, "most": MOST,
            "shows_decided": shows_decided,
        }  # fmt: skip


class ReportView(Screen, FormView):
    """One report beside what it is about."""

    template_name = "comments_law/editor/report.html"
    form_class = DecisionForm
    crumb = {
        "url": reverse_lazy("comments_law_admin:reports"),
        "label": gettext_lazy("Reports of illegal content"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Report.objects.select_related(
            "ground", "comment__article", "article", "decided_by", "decided_on"
        )
        found = rows.filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.report = found
        self.page_title = _("Report no. %(number)d") % {"number": self.report.pk}
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_comment": self.report.comment_id is not None}

    def get_initial(self) -> dict[str, Any]:
        return {"ground": self.report.ground_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comment = self.report.comment
        return {
            **super().get_context_data(**kwargs),
            "report": self.report,
            "comment": comment,
            "others": _others(self.report),
            "settings": in_force.settings(),
        }  # fmt: skip

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        try:
            reporting.decide(
                self.report,
                data["decision"],
                by=person(self.request),
                answer=data["answer"],
                ground=data["ground"],
            )
        except reporting.NotDecided as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        messages.success(self.request, _("The report is decided, and those it concerns are told."))
        return redirect(reverse("comments_law_admin:reports"))


def _others(report: Report) -> int:
    """Open reports of the same comment."""
    if report.comment_id is None:
        return 0
    return Report.objects.filter(comment_id=report.comment_id, decision="").exclude(pk=report.pk).count()


class PoliceView(Permitted):
    """Writes down that the police know."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = Report.objects.filter(pk=pk).first()
        if report is None:
            raise Http404
        reporting.tell_police(report, person(request))
        messages.success(request, _("It is written down that the police know."))
        return redirect(reverse("comments_law_admin:report", args=[pk]))
