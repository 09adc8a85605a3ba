"""Figures by day and section, as charts, tables and CSV."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from presswerk.comments.moderation import charts, statistics
from presswerk.comments.moderation.queue import section_choices
from presswerk.comments.moderation.screens.access import ModeratorsOnly
from presswerk.comments.moderation.screens.desk import number_in
from presswerk.comments.moderation.screens.frame import DeskScreen

LAYERS = ("published", "waiting", "rejected", "spam")


def span_of(request: HttpRequest) -> int:
    """How many days were asked for."""
    asked = number_in(request.GET, "days")
    return asked if asked in statistics.SPANS else 30


class StatisticsView(ModeratorsOnly, DeskScreen, TemplateView):
    """The charts and their tables."""

    template_name = "moderation/statistics.html"
    page_title = gettext_lazy("Statistics")
    place = "moderation:statistics"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        span, section = span_of(self.request), number_in(self.request.GET, "section")
        days = statistics.days(span, section)
        names = [date_format(each.day, "SHORT_DATE_FORMAT") for each in days]
        return {
            **super().get_context_data(**kwargs),
            "span": span,
            "spans": statistics.SPANS,
            "section": section,
            "sections": section_choices(),
            "days": days,
            "bars": charts.stacked_bars(
                names,
                {layer: [getattr(each, layer) for each in days] for layer in LAYERS},
                _("Comments by day"),
            ),
            "held": charts.line(
                names, [each.share_held for each in days], _("Share held by day, in percent"), " %"
            ),
            "times": charts.line(
                names,
                [each.median_minutes for each in days],
                _("Median time to decision by day, in minutes"),
                " min",
            ),
            "by_section": statistics.by_section(span),
            "busiest": statistics.busiest(span),
            "matrices": statistics.matrices(span),
        }


class CsvView(ModeratorsOnly):
    """The days as CSV (RFC 4180), in UTF-8 with the mark that spreadsheets want."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="comments-by-day.csv"'
        writer = csv.writer(answer)
        columns = ("submitted", "published", "held", "rejected", "spam", "waiting", "median_seconds")
        writer.writerow(["day", *columns])
        for day in statistics.days(span_of(request), number_in(request.GET, "section")):
            writer.writerow([day.day.isoformat(), *(getattr(day, name) for name in columns)])
        return answer
