"""All fronts, sections and plain pages on one screen, instead of a tree to leaf through."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from presswerk.newsroom.editor.sections.tree import Branch, branches
from presswerk.newsroom.models import FrontPin, PlainPage, SectionPage, SectionPin

MOST_PLAIN_PAGES = 200


def may_arrange(user: Any) -> bool:
    """Whether a person may change any front or section, and not only texts of their own."""
    if user.is_superuser:
        return True
    permissions = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return any(permission.permission.codename.startswith("change") for permission in permissions)


class OverviewView(WagtailAdminTemplateMixin, TemplateView):
    """The overview of fronts and sections. The number of queries does not grow with them."""

    template_name = "newsroom/editor/sections/overview.html"
    page_title = _("Fronts and sections")
    header_icon = "folder-open-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_arrange(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pins = _pins_in_force()
        plain = list(PlainPage.objects.defer("body").order_by("path")[:MOST_PLAIN_PAGES])
        editions = [self._edition(branch, pins, plain) for branch in branches()]
        return super().get_context_data(**kwargs) | {"editions": editions}

    def _edition(self, branch: Branch, pins: dict[int, int], plain: list[PlainPage]) -> dict[str, Any]:
        pages = [page for page in plain if page.path.startswith(branch.front.path)]
        may_add = branch.front.permissions_for_user(self.request.user).can_add_subpage()
        return {
            "language": branch.front.locale.get_display_name(),
            "front": self._row(branch.front, 0, pins),
            "sections": [self._row(section, branch.level(section), pins) for section in branch.sections],
            "pages": [self._row(page, 0, {}) for page in pages],
            "add_section": _adding("sectionpage", branch.front) if may_add else "",
            "add_page": _adding("plainpage", branch.front) if may_add else "",
        }

    def _row(self, page: Page, level: int, pins: dict[int, int]) -> dict[str, Any]:
        allowed = page.permissions_for_user(self.request.user)
        is_section = isinstance(page, SectionPage)
        return {
            "page": page,
            "level": level,
            "pins": pins.get(page.pk, 0) + bool(getattr(page, "lead_article_id", None)),
            "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]) if allowed.can_edit() else "",
            "articles": f"{reverse('articles:index')}?section={page.pk}" if is_section else "",
            "write": _adding("articlepage", page) if is_section and allowed.can_add_subpage() else "",
            "add_section": _adding("sectionpage", page) if is_section and allowed.can_add_subpage() else "",
        }


def _adding(model: str, parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["newsroom", model, parent.pk])


def _pins_in_force() -> dict[int, int]:
    """Page id → how many teasers are pinned on it now. Two queries."""
    in_force = Q(until__isnull=True) | Q(until__gt=timezone.now())
    found: dict[int, int] = {}
    for model in (FrontPin, SectionPin):
        rows = model.objects.filter(in_force).order_by().values_list("page_id").annotate(pins=Count("pk"))
        found |= dict(rows)
    return found
