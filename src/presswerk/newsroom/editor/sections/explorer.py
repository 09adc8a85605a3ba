"""What stands below a front or section, for those who come by the breadcrumb."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from presswerk.newsroom.editor.articles.columns import PlainTitleColumn
from presswerk.newsroom.editor.paginator import CappedListing
from presswerk.newsroom.editor.visibility import workable_by
from presswerk.newsroom.models import ArticlePage, FrontPage, SectionPage


class NoFilters(WagtailFilterSet):
    """None: the list of articles has them all. Wagtail's own read the whole log of changes."""

    class Meta:
        model = Page
        fields: list[str] = []

    def _add_locale_filter(self) -> None:
        """What stands below a page has its language."""


class BelowView(CappedListing, ExplorableIndexView):
    """Pages directly below a front or section, those edited last on top.

    Nobody sorts them by hand: fronts are arranged by pins, and `?ordering=ord` would list all at once.
    """

    sort_order_field = None
    default_ordering = "-latest_revision_created_at"
    base_filterset_class = NoFilters
    template_name = "newsroom/editor/sections/below.html"
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PlainTitleColumn("title", label=_("Title"), classname="title"),
        DateColumn(
            "latest_revision_created_at",
            label=_("Last edited"),
            sort_key="latest_revision_created_at",
            width="14%",
        ),
        Column("type", label=_("Type"), accessor="page_type_display_name", width="14%"),
        PageStatusColumn("status", label=_("Status"), width="14%"),
    ]

    @cached_property
    def columns(self) -> list[Any]:
        return self.base_columns

    def get_base_queryset(self) -> QuerySet:
        """The children; while searching, everything below."""
        below = Page.objects.descendant_of if self.is_searching else Page.objects.child_of
        pages = below(self.parent_page)
        may_see_all = workable_by(self.request.user)
        if may_see_all:
            explorable = self.permission_policy.explorable_instances(self.request.user)
            pages = pages.filter(pk__in=explorable.values("pk"))
        return self.annotate_queryset(pages)

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple[Any, ...]:
        """With the sections that articles need for their addresses, in one query instead of one a row."""
        paginator, page, rows, more = super().paginate_queryset(queryset, page_size)
        articles = [row for row in rows if isinstance(row, ArticlePage)]
        sections = SectionPage.objects.in_bulk({article.section_id for article in articles} - {None})
        for article in articles:
            article.section = sections.get(article.section_id)
        return paginator, page, rows, more

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """As a queryset, which the paginator needs."""
        if not self.is_searching:
            return queryset
        found = Page.objects.all().autocomplete(self.search_query)[: 10 * self.paginate_by]
        return queryset.filter(pk__in=[page.pk for page in found])


class SectionExplorer(PageViewSet):
    """Wagtail's explorer for fronts and sections."""

    model = SectionPage
    parent_models = [FrontPage, SectionPage]
    index_view_class = BelowView
    filterset_class = NoFilters
    columns = BelowView.base_columns
