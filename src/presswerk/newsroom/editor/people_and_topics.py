"""Authors, topics and menus."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from presswerk.newsroom.editor.paginator import MOST, CappedListing
from presswerk.newsroom.models import AuthorProfile, Menu, Topic
from presswerk.newsroom.search_index.matching import newest_matching_ids


class ArticlesLinkColumn(Column):
    """The way to the articles of an author or on a topic."""

    def __init__(self, filter_name: str) -> None:
        super().__init__("articles", label=_("Articles"), width="12%")
        self.filter_name = filter_name

    def get_value(self, instance: Any) -> str:
        address = f"{reverse('articles:index')}?{self.filter_name}={instance.pk}"
        return format_html('<a href="{}">{}</a>', address, _("Show articles"))


class LanguageColumn(Column):
    """The language of the edition. Wagtail's own column asks the database for each row."""

    def __init__(self) -> None:
        super().__init__("locale", label=_("Language"), width="12%")

    def get_value(self, instance: Any) -> str:
        return instance.locale.get_display_name()


class QuickIndexView(CappedListing, IndexView):
    """A listing that finds by the beginnings of words and counts no further than anybody leafs."""

    default_ordering = "name"

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        found = newest_matching_ids(self.model, self.search_query, MOST + 1)
        # What was made a moment ago is not in the index yet.
        return queryset.filter(pk__in=found) | queryset.filter(name__icontains=self.search_query)


class _Listed(SnippetViewSet):
    add_to_admin_menu = True
    index_view_class = QuickIndexView
    list_per_page = 50
    copy_view_enabled = False


class AuthorViewSet(_Listed):
    """Whose names stand over articles."""

    model = AuthorProfile
    icon = "user"
    menu_label = _("Authors")
    menu_order = 50
    list_display = ["name", "kind", "position", "user", LanguageColumn(), ArticlesLinkColumn("author")]
    list_filter = ["kind"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("position")]),
        FieldPanel("portrait"),
        FieldPanel("short_biography"),
        FieldPanel("biography"),
        FieldPanel("email"),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("user")], heading=_("Address and account")),
    ]

    def get_queryset(self, request: Any) -> QuerySet:
        return AuthorProfile.objects.select_related("user", "locale")


class TopicViewSet(_Listed):
    """What articles speak about."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 60
    list_display = ["name", "synonyms", LanguageColumn(), ArticlesLinkColumn("topic")]
    panels = [FieldPanel("name"), FieldPanel("lead"), FieldPanel("synonyms"), FieldPanel("slug")]

    def get_queryset(self, request: Any) -> QuerySet:
        return Topic.objects.select_related("locale")


class MenuViewSet(SnippetViewSet):
    """The rows of links on every page."""

    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    menu_order = 50
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["__str__"]
    panels = [
        FieldRowPanel([FieldPanel("place"), FieldPanel("locale")]),
        InlinePanel("items", heading=_("Links"), label=_("Link")),
    ]

    def get_queryset(self, request: Any) -> QuerySet:
        return Menu.objects.select_related("locale")
