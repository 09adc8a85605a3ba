"""Sections: the way from the front down to one, and those below it."""

from operator import attrgetter

from presswerk import bake
from presswerk.newsroom.models import FrontPage, SectionPage
from presswerk.newsroom.queries.teasers import is_restricted


@bake.named_query
def path_to(section: SectionPage) -> list[SectionPage]:
    """The sections from the top down to this one, itself included. One query, none at the top."""
    bake.depends_on("sections")
    if section.depth <= 3:
        return [section]
    step = section.steplen
    paths = [section.path[:end] for end in range(3 * step, len(section.path), step)]
    above = SectionPage.objects.filter(path__in=paths).order_by("path")
    return [*above, section]


@bake.named_query
def directly_below(page: FrontPage | SectionPage) -> list[SectionPage]:
    """Live sub-sections in the order of the tree; those under a restriction left out. One query."""
    bake.depends_on("sections")
    # All sections, of which there are few: asked by their place in the tree, both databases walk along the
    # branch, articles too (25 ms of 14,000 on PostgreSQL).
    sections = SectionPage.objects.filter(live=True).order_by()
    children = [each for each in sections if each.depth == page.depth + 1 and each.path.startswith(page.path)]
    children.sort(key=attrgetter("path"))
    return [child for child in children if not is_restricted(child.path)]


@bake.named_query
def colours() -> dict[int, str]:
    """The colour of each live section by its key; one without shares that of the nearest section above.

    Sections without any colour on their way up are left out. One query.
    """
    bake.depends_on("sections")
    found: dict[int, str] = {}
    by_path: dict[str, str] = {}
    keys = SectionPage.objects.order_by().values("pk")
    rows = SectionPage.objects.filter(pk__in=keys, live=True).values_list("path", "pk", "colour")
    # In the order of the tree, so that what stands above is known before what stands below.
    for path, pk, colour in sorted(rows):
        shown = colour or by_path.get(path[: -SectionPage.steplen], "")
        if shown:
            found[pk] = by_path[path] = shown
    return found
