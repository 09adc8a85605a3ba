"""The jobs screen of the editor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from presswerk.jobs import failures, overview

PERMISSION = "jobs.manage_jobs"


class ManagersOnly(View):
    """Lets in who may see, retry and discard jobs."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]


class OverviewView(ManagersOnly, WagtailAdminTemplateMixin, TemplateView):
    """What failed, what runs periodically, what comes next, and who works."""

    template_name = "jobs/overview.html"
    page_title = gettext_lazy("Jobs")
    header_icon = "tasks"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("jobs:overview"), "label": gettext_lazy("Jobs")},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        workers = overview.workers(timezone.now())
        return {
            **super().get_context_data(**kwargs),
            "workers": workers,
            "is_worker_alive": any(worker.is_alive for worker in workers),
            "failures": failures.failures(),
            "periodic_runs": overview.periodic_runs(),
            "planned_jobs": overview.planned_jobs(),
            "waiting": overview.waiting(),
        }


class FailureView(ManagersOnly):
    """Retries or discards one failure."""

    http_method_names = ["post"]
    act = ""

    def post(self, request: HttpRequest, kind: str, pk: str) -> HttpResponse:
        change, done = {
            "retry": (failures.retry, _("The job will be tried again at once.")),
            "discard": (failures.discard, _("The job was discarded.")),
        }[self.act]
        if change(kind, pk):
            messages.success(request, done)
        else:
            messages.warning(request, _("This job is not among the failed ones any more."))
        return redirect(reverse("jobs:overview"))


class RetryAllView(ManagersOnly):
    """Retries every failure that the screen shows."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        count = failures.retry_all()
        text = ngettext("%(count)d job will be tried again.", "%(count)d jobs will be tried again.", count)
        messages.success(request, text % {"count": count})
        return redirect(reverse("jobs:overview"))


class RunNowView(ManagersOnly):
    """Makes a periodic job due."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        if overview.run_now(name, timezone.now()):
            messages.success(request, _("The job “%(name)s” will run at once.") % {"name": name})
        else:
            messages.warning(request, _("The job “%(name)s” is running already.") % {"name": name})
        return redirect(reverse("jobs:overview"))
