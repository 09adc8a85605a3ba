"""Where the paper's editions stand: what `addresses.roots()` is made of."""

from django.db.models import Exists, F, QuerySet
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


@prepared
def fronts() -> QuerySet[FrontPage]:
    """All front pages, in no order, each of which tells whether anything at all is restricted."""
    query = FrontPage.objects.select_related("locale").order_by()
    return query.annotate(is_anything_restricted=Exists(PageViewRestriction.objects.all()))
