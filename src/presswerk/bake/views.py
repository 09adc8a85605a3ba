"""The bake's screen in the editor."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from presswerk.bake.overview import overview

PERMISSION = "bake.view_purge"


class OverviewView(WagtailAdminTemplateMixin, TemplateView):
    """Hits, renderings, purges, the slowest pages and the shared caches."""

    template_name = "bake/overview.html"
    page_title = gettext_lazy("Ready pages")
    header_icon = "doc-full"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("bake:overview"), "label": gettext_lazy("Ready pages")},
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "overview": overview()}
