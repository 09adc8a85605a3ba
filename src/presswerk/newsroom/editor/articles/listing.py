"""The list of all articles."""

from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from presswerk.newsroom.editor.articles import columns, status
from presswerk.newsroom.editor.articles.beginning import ChooseSectionView
from presswerk.newsroom.editor.articles.filters import ArticleFilterSet
from presswerk.newsroom.editor.menu import ArticlesMenuItem
from presswerk.newsroom.editor.paginator import MOST, CappedListing
from presswerk.newsroom.editor.visibility import workable_by
from presswerk.newsroom.models import ArticlePage, Credit
from presswerk.newsroom.search_index.matching import newest_matching_ids

# Filters are applied to what the search found, so they are given more to choose from.
_MOST_FOUND_BEFORE_FILTERS = 10_000


class ArticleIndexView(CappedListing, IndexView):
    """All articles that a person may work on, those edited last on top."""

    page_title = _("Articles")
    template_name = "newsroom/editor/articles/index.html"
    paginate_by = 50
    any_permission_required = {"add", "change", "publish"}
    base_columns = columns.COLUMNS
    show_locale_labels = False
    table_classname = "listing full-width listing-articles"

    @cached_property
    def add_item_label(self) -> Any:
        return _("Write an article")

    def get_base_queryset(self) -> QuerySet:
        articles = ArticlePage.objects.filter(workable_by(self.request.user)).defer("body", "lead")
        articles = articles.select_related("section", "locked_by").prefetch_related(
            Prefetch("credits", Credit.objects.select_related("author").order_by("sort_order"))
        )
        return status.with_status(articles)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """By one of the two indexed moments; what has none comes last."""
        field = (self.ordering or self.default_ordering).removeprefix("-")
        if self.ordering == field:
            return queryset.filter(**{f"{field}__isnull": False}).order_by(field, "pk")
        return queryset.order_by(F(field).desc(nulls_last=True))

    def get_ordering(self) -> str:
        """Found articles too come in the order of time: the newsroom looks for the latest on a matter."""
        wanted = self.request.GET.get("ordering", self.default_ordering)
        return wanted if wanted in self.get_valid_orderings() else self.default_ordering

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """By words in headline, lead and body, or by the number in the address."""
        if not self.is_searching:
            return queryset
        most = _MOST_FOUND_BEFORE_FILTERS if self.is_filtering else MOST
        found = Q(pk__in=newest_matching_ids(ArticlePage, self.search_query, most + 1))
        if self.search_query.strip().isdecimal():
            found |= Q(number=min(int(self.search_query[:18]), 2**63 - 1))
        return queryset.filter(found)

    def get_add_url(self) -> str:
        return reverse("articles:choose_parent")


class ArticleListing(PageListingViewSet):
    """The menu's entry for all articles."""

    model = ArticlePage
    name = "articles"
    icon = "doc-full-inverse"
    menu_label = _("Articles")
    menu_order = 10
    add_to_admin_menu = True
    menu_item_class = ArticlesMenuItem
    index_view_class = ArticleIndexView
    choose_parent_view_class = ChooseSectionView
    filterset_class = ArticleFilterSet
    columns = columns.COLUMNS
