"""The menu of the editor's screens: what a newsroom uses, in the order in which it does."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from presswerk.newsroom.editor.sections.overview import may_arrange
from presswerk.newsroom.editor.visibility import works_on_articles

# Of Wagtail's own: the tree of all pages is no place for 100,000 articles, the help is about Wagtail, and
# two of the reports read the whole log of all changes to say what nobody asked.
_HIDDEN = {"explorer", "snippets"}
_HIDDEN_HELP = ("whats-new", "editor-guide")
_HIDDEN_REPORTS = {"aging-pages", "page-types-usage"}
_ORDER = {"images": 30, "documents": 40, "reports": 900, "settings": 1000, "help": 1100}


class SectionsMenuItem(MenuItem):
    """The overview of fronts and sections, for those who may change any."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_arrange(request.user)


class ArticlesMenuItem(MenuItem):
    """The list of articles, for those who work on any; moderators do not."""

    def is_shown(self, request: HttpRequest) -> bool:
        return works_on_articles(request.user)


class ArticlesSearchArea(SearchArea):
    """The search field of the menu looks for articles."""

    def is_shown(self, request: HttpRequest) -> bool:
        return works_on_articles(request.user)


def sections_item() -> MenuItem:
    """The menu's entry for fronts and sections."""
    return SectionsMenuItem(
        _("Fronts and sections"),
        reverse("newsroom_sections"),
        name="sections",
        icon_name="folder-open-inverse",
        order=20,
    )


def articles_search_area() -> SearchArea:
    """The first search area, which is the one that the menu's field uses."""
    return ArticlesSearchArea(
        _("Articles"), reverse("articles:index"), name="articles", icon_name="doc-full-inverse", order=1
    )


def arrange_main_menu(items: list[Any]) -> None:
    """Hide what newsrooms do not need, and put the rest in order."""
    items[:] = [item for item in items if item.name not in _HIDDEN]
    for item in items:
        item.order = _ORDER.get(item.name, item.order)


def arrange_reports(items: list[Any]) -> None:
    """Leave out what costs more than it tells."""
    items[:] = [item for item in items if item.name not in _HIDDEN_REPORTS]


def arrange_help(items: list[Any]) -> None:
    """Leave out what is about Wagtail and not about the paper."""
    items[:] = [item for item in items if not item.name.startswith(_HIDDEN_HELP)]
