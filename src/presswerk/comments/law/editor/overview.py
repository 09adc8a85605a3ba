"""The start of the law's screens: duties, what waits, and the yearly report."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.models import Site

from presswerk.comments.law import dsa_report, duties, in_force
from presswerk.comments.law.editor.access import HANDLE_RIGHTS, MODERATE, Permitted, Screen
from presswerk.comments.law.models import Complaint, Report, RightsRequest


class OverviewView(Screen, TemplateView):
    """What the law asks, and what of it waits."""

    template_name = "comments_law/editor/overview.html"
    page_title = gettext_lazy("Comments and the law")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, user = timezone.now(), self.request.user
        site = Site.objects.filter(is_default_site=True).first()
        return {
            **super().get_context_data(**kwargs),
            "standing": duties.standing(in_force.settings(), in_force.paper()),
            "settings_url": reverse("wagtailsettings:edit", args=["comments_law", "commentsettings", site.pk])
            if site and user.has_perm("comments_law.change_commentsettings")
            else "",
            "open": {
                "reports": Report.objects.filter(decision="").count(),
                "late_reports": Report.objects.filter(decision="", due_at__lt=now).count(),
                "threats": Report.objects.filter(decision="", threatens_life=True).count(),
                "complaints": Complaint.objects.filter(outcome="").count(),
                "late_complaints": Complaint.objects.filter(outcome="", due_at__lt=now).count(),
                "requests": RightsRequest.objects.filter(answered_at=None).count(),
                "late_requests": RightsRequest.objects.filter(answered_at=None, due_at__lt=now).count(),
            },
            "may_handle_rights": user.has_perm(HANDLE_RIGHTS),
            "years": range(now.year, now.year - 3, -1),
        }


class YearView(Screen, TemplateView):
    """The yearly report as a page."""

    template_name = "comments_law/editor/year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "parts": dsa_report.parts(kwargs["year"]),
            "year": kwargs["year"],
        }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not 2000 <= kwargs["year"] <= 9000:
            raise Http404
        self.page_title = _("Moderation of comments in %(year)d") % {"year": kwargs["year"]}
        return super().dispatch(request, *args, **kwargs)


class YearCsvView(Permitted):
    """The same for a spreadsheet."""

    permission = MODERATE
    http_method_names = ["get"]

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        if not 2000 <= year <= 9000:
            raise Http404
        # The mark at the beginning lets spreadsheets read it as UTF-8.
        response = HttpResponse("\ufeff" + dsa_report.as_csv(year), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="dsa-{year}.csv"'
        return response
