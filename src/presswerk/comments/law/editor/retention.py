"""What is deleted when, and what has been."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from presswerk.comments.law.durations import in_words
from presswerk.comments.law.editor.access import HANDLE_RIGHTS, Permitted, Screen
from presswerk.comments.law.models import RetentionRun
from presswerk.comments.law.retention import engine
from presswerk.comments.law.retention.rules import all_rules
from presswerk.jobs.models import PeriodicRun

JOB = "comments: retention"
MOST = 100


class RetentionView(Screen, TemplateView):
    """Rules with what waits for them, and the last runs."""

    permission = HANDLE_RIGHTS
    template_name = "comments_law/editor/retention.html"
    page_title = gettext_lazy("Retention")
    header_icon = "history"
    crumb = {"url": reverse_lazy("comments_law_admin:retention"), "label": page_title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        titles = {rule.code: rule.title for rule in all_rules()}
        runs = RetentionRun.objects.order_by("-started_at", "-pk")[:MOST]
        return {
            **super().get_context_data(**kwargs),
            "planned": [(planned, in_words(planned.rule.keep)) for planned in engine.plan()],
            "runs": [(run, titles.get(run.rule, run.rule)) for run in runs],
            "job": PeriodicRun.objects.filter(name=JOB).first(),
        }


class RunView(Permitted):
    """Lets the rules run now."""

    permission = HANDLE_RIGHTS
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        runs = engine.run_all(RetentionRun.Trigger.COMMAND)
        count = sum(run.count for run in runs)
        messages.success(request, _("Deleted or emptied: %(count)d.") % {"count": count})
        return redirect(reverse("comments_law_admin:retention"))
