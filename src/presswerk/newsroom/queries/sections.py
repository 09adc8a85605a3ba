"""Sections: the way from the front down to one, and those below it."""

from operator import attrgetter
from typing import NamedTuple

from django.db.models import QuerySet

from presswerk import bake
from presswerk.newsroom import addresses
from presswerk.newsroom.models import FrontPage, SectionPage
from presswerk.newsroom.prepared import prepared
from presswerk.newsroom.queries import menu_items
from presswerk.newsroom.queries.teasers import is_restricted


class Step(NamedTuple):
    """A section on the way down to a page."""

    pk: int
    title: str
    url: str


@bake.named_query
def path_to(section: SectionPage) -> list[Step]:
    """The sections from the top down to this one, itself included.

    No query at the top and below sections that stand in a menu, as those at the top do; else one.
    """
    bake.depends_on("sections")
    above = _paths_above(section)
    known = (
        {
            item.path: (item.page_id, item.title, item.url_path)
            for item in menu_items.of_edition(section.locale_id)
        }
        if above
        else {}
    )
    if any(path not in known for path in above):
        known = {each.path: (each.pk, each.title, each.url_path) for each in _at_paths(*above)}
    steps = [known[path] for path in above if path in known]
    return [
        *(Step(pk, title, addresses.path_in_tree(tree_path)) for pk, title, tree_path in steps if pk),
        Step(section.pk, section.title, section.url),
    ]


@bake.named_query
def keys_on_the_way_to(section: SectionPage) -> list[int]:
    """The keys of the sections from the top down to this one, itself included.

    One query; none at the top, and where the page's menus have told.
    """
    bake.depends_on("sections")
    above = _paths_above(section)
    known = {item.path: item.page_id for item in menu_items.already_asked_for(section.locale_id)}
    keys = [key for path in above if (key := known.get(path))]
    if len(keys) < len(above):
        keys = [key for (key,) in _keys_at(*above)]
    return [*keys, section.pk]


def _paths_above(section: SectionPage) -> list[str]:
    """Places in the tree of the sections above, below the front page."""
    size = section.steplen
    return [section.path[:end] for end in range(3 * size, len(section.path), size)]


@prepared
def _keys_at(*paths: str) -> "QuerySet[SectionPage, tuple[int]]":
    return SectionPage.objects.filter(path__in=paths).order_by("depth").values_list("pk")


@prepared
def _at_paths(*paths: str) -> QuerySet[SectionPage]:
    return SectionPage.objects.filter(path__in=paths).order_by()


@bake.named_query
def directly_below(page: FrontPage | SectionPage) -> list[SectionPage]:
    """Live sub-sections in the order of the tree; those under a restriction left out. One query."""
    bake.depends_on("sections")
    # All sections, of which there are few: asked by their place in the tree, both databases walk along the
    # branch, articles too (25 ms of 14,000 on PostgreSQL).
    children = [each for each in _live() if each.depth == page.depth + 1 and each.path.startswith(page.path)]
    children.sort(key=attrgetter("path"))
    return [child for child in children if not is_restricted(child.path)]


def _every_live() -> QuerySet[SectionPage]:
    """By their keys, else SQLite walks all pages for those that are live (8 ms of 100,000)."""
    keys = SectionPage.objects.order_by().values("pk")
    return SectionPage.objects.filter(pk__in=keys, live=True).order_by()


_live = prepared(_every_live)


@bake.named_query
def colours() -> dict[int, str]:
    """The colour of each live section by its key; one without shares that of the nearest section above.

    Sections without any colour on their way up are left out. No query: asked along with the editions.
    """
    bake.depends_on("sections")
    found: dict[int, str] = {}
    by_path: dict[str, str] = {}
    rows = [line.split(" ", 2) for line in addresses.section_colours().splitlines()]
    # In the order of the tree, so that what stands above is known before what stands below.
    for path, pk, colour in sorted(rows):
        shown = colour or by_path.get(path[: -SectionPage.steplen], "")
        if shown:
            found[int(pk)] = by_path[path] = shown
    return found
