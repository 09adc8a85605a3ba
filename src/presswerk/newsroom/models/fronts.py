from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from presswerk.newsroom.models.addressed import Addressed
from presswerk.newsroom.models.curation import Curated, Pin, curation_panels


class FrontPage(Addressed, Curated, Page):
    """The front of an edition, and the root under which all its addresses are resolved."""

    template = "pages/front.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.SectionPage", "newsroom.PlainPage"]
    content_panels = [*Page.content_panels, *curation_panels()]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Search engines"),
        ),
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find what stands at an address of this edition. Raises Http404 when nothing does."""
        from presswerk.newsroom import routing

        if not path_components:
            if not self.live:
                raise Http404
            return RouteResult(self)
        return routing.route(self, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as the front page, or as the page without a place in the tree that `route` found."""
        view = kwargs.pop("view", None)
        if view is not None:
            request.is_preview = False
            return view(request, self, *args, **kwargs)
        return super().serve(request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from presswerk.newsroom.views.front import front_context

        return front_context(request, self)

    def render(self, request: HttpRequest) -> TemplateResponse:
        from presswerk.newsroom.views.front import front

        return front(request, self)


class FrontPin(Pin):
    """A teaser pinned on the front page."""

    page = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="pins")
    article = models.ForeignKey(
        "newsroom.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )
