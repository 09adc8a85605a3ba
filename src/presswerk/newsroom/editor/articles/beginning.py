"""Beginning an article: in which section?"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from presswerk.newsroom.editor.sections.tree import branches, sections_open_to
from presswerk.newsroom.models import ArticlePage


class ChooseSectionView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the sections in which the person may write; with one there is nothing to ask."""

    template_name = "newsroom/editor/articles/choose_section.html"
    page_title = _("Write an article")
    header_icon = "doc-full-inverse"
    model = ArticlePage
    index_url_name = "articles:index"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.open = list(sections_open_to(request.user))
        sections = [section for _branch, sections in self.open for section in sections]
        # In a paper that has no section yet there is nothing to be refused: the screen says what to do first.
        if not sections and any(branch.sections for branch in branches()):
            raise PermissionDenied
        if len(sections) == 1:
            return redirect(_beginning_in(sections[0]))
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Articles")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editions = [
            {
                "name": branch.front.title,
                "language": branch.front.locale.get_display_name(),
                "sections": [
                    {"title": section.title, "level": branch.level(section), "url": _beginning_in(section)}
                    for section in sections
                ],
            }
            for branch, sections in self.open
        ]
        return super().get_context_data(**kwargs) | {"editions": editions}


def _beginning_in(section: Any) -> str:
    return reverse("wagtailadmin_pages:add", args=["newsroom", "articlepage", section.pk])
