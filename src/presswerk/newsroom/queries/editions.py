"""Where the paper's editions stand: what `addresses.roots()` is made of."""

from typing import Any

from django.db.models import Exists, F, Func, QuerySet, TextField
from wagtail.models import PageViewRestriction, Site

from presswerk.newsroom.models import FrontPage
from presswerk.newsroom.prepared import prepared
from presswerk.newsroom.queries.bringing import extended
from presswerk.newsroom.stored_sizes import take_sizes, with_sizes

_LOGOS = ("sitesettings__logo", "sitesettings__logo_dark")


def sites() -> list[Site]:
    """All sites, the default one first, with the paper's settings and its logos.

    Each has its front page's translation key as `root_key`.
    """
    found = _sites()
    for site in found:
        take_sizes(site, *_LOGOS)
    return found


@prepared
def _sites() -> QuerySet[Site]:
    query = Site.objects.select_related(*_LOGOS).order_by("-is_default_site", "pk")
    query = query.annotate(root_key=F("root_page__translation_key"))
    return extended("sites", with_sizes(query, *_LOGOS))


class _SectionColours(Func):
    """The place in the tree, the key and the colour of every live section, a line for each; NULL for none.

    Every page shows them. By the sections' keys, of which there are few: the page table is large.
    """

    output_field = TextField()
    template = (
        "(SELECT %(function)s(page.path || ' ' || page.id || ' ' || section.colour, %(newline)s)"
        " FROM newsroom_sectionpage section JOIN wagtailcore_page page ON page.id = section.page_ptr_id"
        " WHERE page.live)"
    )

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, "group_concat", newline="char(10)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, "string_agg", newline="chr(10)", **more)


@prepared
def fronts() -> QuerySet[FrontPage]:
    """All front pages, in no order.

    Each tells whether anything at all is restricted, and as `section_colours` the colours of all sections.
    """
    query = FrontPage.objects.select_related("locale").order_by()
    restricted = Exists(PageViewRestriction.objects.all())
    return query.annotate(is_anything_restricted=restricted, section_colours=_SectionColours())
