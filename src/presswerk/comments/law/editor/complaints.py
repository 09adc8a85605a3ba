"""Complaints, and one complaint with its decision by another person than before."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from presswerk.comments.law import statement_words
from presswerk.comments.law.actions import complaining
from presswerk.comments.law.editor.access import Screen, person
from presswerk.comments.law.models import Complaint

MOST = 100


class OutcomeForm(forms.Form):
    """Whether the decision stands, and why."""

    outcome = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=gettext_lazy("Reasons in your own words"), max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Goes to whom has complained."),
    )  # fmt: skip

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_right = (
            _("It was wrong: publish the comment")
            if complaint.statement_id
            else _("It was wrong: remove the comment")
        )
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (Complaint.Outcome.REVERSED, put_right),
            (Complaint.Outcome.UPHELD, _("The decision stands")),
        ]


class ComplaintsView(Screen, TemplateView):
    """Open complaints by their clock; or those that were decided."""

    template_name = "comments_law/editor/complaints.html"
    page_title = gettext_lazy("Complaints")
    header_icon = "rotate"
    crumb = {"url": reverse_lazy("comments_law_admin:complaints"), "label": page_title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shows_decided = self.request.GET.get("show") == "decided"
        rows = Complaint.objects.select_related("statement__decided_by", "report__decided_by", "decided_by")
        if shows_decided:
            rows = rows.exclude(outcome="").order_by("-decided_at", "-pk")
        else:
            rows = rows.filter(outcome="").order_by("due_at", "pk")
        found = list(rows[: MOST + 1])
        return {
            **super().get_context_data(**kwargs),
            "complaints": [
                {"complaint": one, "may_decide": complaining.may_decide(one, person(self.request))}
                for one in found[:MOST]
            ],
            "has_more": len(found) > MOST, "most": MOST, "shows_decided": shows_decided,
        }  # fmt: skip


class ComplaintView(Screen, FormView):
    """One complaint beside the decision and the comment."""

    template_name = "comments_law/editor/complaint.html"
    form_class = OutcomeForm
    header_icon = "rotate"
    crumb = {"url": reverse_lazy("comments_law_admin:complaints"), "label": gettext_lazy("Complaints")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Complaint.objects.select_related(
            "statement__comment__article", "statement__decided_by", "report__comment__article",
            "report__decided_by", "report__ground", "decided_by",
        )  # fmt: skip
        found = rows.filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.complaint = found
        self.page_title = _("Complaint no. %(number)d") % {"number": self.complaint.pk}
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "complaint": self.complaint}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        against = self.complaint.statement or self.complaint.report
        return {
            **super().get_context_data(**kwargs),
            "complaint": self.complaint,
            "against": against,
            "comment": against.comment if against else None,
            "parts": statement_words.whole(self.complaint.statement) if self.complaint.statement else [],
            "may_decide": complaining.may_decide(self.complaint, person(self.request)),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        try:
            complaining.decide(
                self.complaint, data["outcome"], by=person(self.request), answer=data["answer"]
            )
        except complaining.NotAllowed as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        messages.success(self.request, _("The complaint is decided, and whom it concerns is told."))
        return redirect(reverse("comments_law_admin:complaints"))
