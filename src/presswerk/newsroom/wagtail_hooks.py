"""How the editor's screens are put together; Wagtail reads this file. Each hook calls a part of `editor`."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from presswerk.newsroom.editor import dashboard, footnotes, menu, rights, suggestions
from presswerk.newsroom.editor.articles.listing import ArticleListing
from presswerk.newsroom.editor.articles.pinning import PinButton, PinView
from presswerk.newsroom.editor.articles.saved import after_saving
from presswerk.newsroom.editor.people_and_topics import AuthorViewSet, MenuViewSet, TopicViewSet
from presswerk.newsroom.editor.sections.explorer import SectionExplorer
from presswerk.newsroom.editor.sections.overview import OverviewView
from presswerk.newsroom.links import PaperLinkHandler
from presswerk.newsroom.models import ArticlePage

for viewset in (AuthorViewSet, TopicViewSet, MenuViewSet):
    register_snippet(viewset)


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    return [ArticleListing(), SectionExplorer()]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("sections/", OverviewView.as_view(), name="newsroom_sections"),
        path("articles/<int:article_id>/pin/", PinView.as_view(), name="newsroom_pin"),
        path("suggestions/<slug:kind>/", suggestions.suggest, name="newsroom_suggestions"),
        path("reports/rights/", rights.RightsReport.as_view(), name="newsroom_rights"),
        path(
            "reports/rights/results/",
            rights.RightsReport.as_view(results_only=True),
            name="newsroom_rights_results",
        ),
        path("topics/add/", suggestions.add_topic, name="newsroom_add_topic"),
    ]


@hooks.register("register_admin_menu_item")
def sections_item() -> Any:
    return menu.sections_item()


@hooks.register("construct_main_menu")
def main_menu(request: HttpRequest, items: list[Any]) -> None:
    menu.arrange_main_menu(items)


@hooks.register("construct_reports_menu")
def reports_menu(request: HttpRequest, items: list[Any]) -> None:
    menu.arrange_reports(items)


@hooks.register("register_reports_menu_item")
def rights_item() -> Any:
    return rights.rights_item()


@hooks.register("construct_image_chooser_queryset")
def choosable_pictures(pictures: Any, request: HttpRequest) -> Any:
    """A picture whose rights are over is not offered."""
    return rights.still_usable(pictures)


@hooks.register("construct_help_menu")
def help_menu(request: HttpRequest, items: list[Any]) -> None:
    menu.arrange_help(items)


@hooks.register("register_admin_search_area")
def search_area() -> Any:
    return menu.articles_search_area()


@hooks.register("construct_homepage_panels")
def home_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = dashboard.panels_for(request)


@hooks.register("construct_homepage_summary_items")
def home_summary(request: HttpRequest, items: list[Any]) -> None:
    """None: they count all pages, pictures and documents at each visit."""
    items.clear()


@hooks.register("register_page_header_buttons")
def article_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[PinButton]:
    if view_name == "edit" and isinstance(page, ArticlePage):
        yield PinButton(page=page, priority=12)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def after_saving_a_page(request: HttpRequest, page: Any) -> HttpResponse | None:
    return after_saving(request, page)


# After Wagtail's own, whose handler of page links makes one query for each link.
@hooks.register("register_rich_text_features", order=100)
def rich_text(features: Any) -> None:
    features.register_link_type(PaperLinkHandler)
    footnotes.register(features)


@hooks.register("insert_global_admin_css")
def look() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/editor/editor.css"))
