"""Until when pictures may be used: said where they are listed, kept from being chosen, reported in time."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from presswerk.newsroom.models import Image

# A month is enough to buy the rights again or to find another picture.
WARN_AHEAD = timedelta(days=30)


def still_usable(pictures: QuerySet) -> QuerySet:
    """Those that may be used today."""
    return pictures.filter(Q(rights_until__isnull=True) | Q(rights_until__gte=timezone.localdate()))


def rights_of(picture: Any) -> str:
    """ "over" when a picture may not be used any more, "soon" when that is near, else ""."""
    until = getattr(picture, "rights_until", None)
    if until is None:
        return ""
    today = timezone.localdate()
    if until < today:
        return "over"
    return "soon" if until <= today + WARN_AHEAD else ""


class RightsReport(ReportView):
    """Pictures whose rights end soon or are over, the most urgent first."""

    page_title = _("Rights of pictures")
    header_icon = "image"
    model = Image
    permission_required = "change"
    is_searchable = False
    index_url_name = "newsroom_rights"
    index_results_url_name = "newsroom_rights_results"
    columns = [
        TitleColumn("title", label=_("Picture"), url_name="wagtailimages:edit"),
        Column("credit", label=_("Credit")),
        Column("licence", label=_("Licence")),
        DateColumn("rights_until", label=_("Rights until")),
    ]

    def get_queryset(self) -> QuerySet:
        soon = timezone.localdate() + WARN_AHEAD
        return Image.objects.filter(rights_until__lte=soon).order_by("rights_until", "pk")


class RightsMenuItem(MenuItem):
    """Among the reports, for those who may change pictures."""

    def is_shown(self, request: HttpRequest) -> bool:
        return policy_registry.get_by_type(Image).user_has_any_permission(request.user, ["change"])


def rights_item() -> MenuItem:
    """The entry in the menu of reports."""
    return RightsMenuItem(
        _("Rights of pictures"),
        reverse("newsroom_rights"),
        name="picture-rights",
        icon_name="image",
        order=100,
    )
