"""The entries of an edition's menus, which stand on every page."""

from typing import NamedTuple

from django.db.models import QuerySet

from presswerk import bake
from presswerk.newsroom import memo
from presswerk.newsroom.models import MenuItem
from presswerk.newsroom.prepared import prepared


class Item(NamedTuple):
    """An entry of a menu with what is shown of its page; a page object would take longer than the rest."""

    place: str
    label: str
    address: str
    page_id: int | None
    live: bool
    path: str
    url_path: str
    title: str


@bake.named_query
def of_edition(locale_id: int) -> list[Item]:
    """The entries of both menus in order. One query, once a request."""
    bake.depends_on(f"menus:{locale_id}")
    items = memo.once(_key(locale_id), lambda: [Item(*row) for row in _items(locale_id)])
    bake.depends_on(*(f"page:{item.page_id}" for item in items if item.page_id))
    return items


def already_asked_for(locale_id: int) -> list[Item]:
    """The same if they were asked for in this request, and the page depends on them; else none. No query."""
    return memo.remembered(_key(locale_id)) or []


def _key(locale_id: int) -> str:
    return f"menu items {locale_id}"


@prepared
def _items(locale_id: int) -> QuerySet[MenuItem, tuple]:
    columns = ("menu__place", "label", "address", "page_id")
    of_page = ("page__live", "page__path", "page__url_path", "page__title")
    items = MenuItem.objects.filter(menu__locale_id=locale_id).order_by("menu_id", "sort_order")
    return items.values_list(*columns, *of_page)
