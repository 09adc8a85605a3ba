"""What all screens of the desk have in common: crumbs and the row of links between them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from presswerk.comments.moderation.screens.access import MODERATE, SET_RULES


@dataclass(frozen=True)
class Place:
    """One screen in the row."""

    url_name: str
    label: str | Promise
    permission: str = MODERATE


PLACES = (
    Place("moderation:queue", _("Queue")),
    Place("moderation:list", _("List")),
    Place("moderation:recent", _("Recent acts")),
    Place("moderation:rules", _("Rules"), SET_RULES),
    Place("moderation:lists", _("Word and host lists"), SET_RULES),
    Place("moderation:bans", _("Bans")),
    Place("moderation:try", _("Try a text")),
    Place("moderation:statistics", _("Statistics")),
    Place("moderation:log", _("Audit log")),
)


class DeskScreen(WagtailAdminTemplateMixin):
    """Wagtail's furniture and the row of the desk's screens."""

    header_icon = "comment"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("moderation:queue"), "label": _("Comments")},
    ]
    place = ""
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = [place for place in PLACES if self.request.user.has_perm(place.permission)]
        return {
            **super().get_context_data(**kwargs),
            "places": [
                {"url": reverse(each.url_name), "label": each.label, "is_here": each.url_name == self.place}
                for each in shown
            ],
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        if self.place == "moderation:queue":
            return self.breadcrumbs_items
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]
