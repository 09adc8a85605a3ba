"""What the publisher has decided about being found, without a query of its own."""

from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from wagtail.models import Page, Site

from presswerk import bake
from presswerk.newsroom import addresses
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.teasers import is_restricted
from presswerk.syndication.models import SyndicationSettings

# Field of the settings → the property of a NewsMediaOrganization whose page it names.
_POLICIES = {
    "principles_page": "publishingPrinciples",
    "corrections_page": "correctionsPolicy",
    "ownership_page": "ownershipFundingInfo",
    "masthead_page": "masthead",
}


class _Place(NamedTuple):
    """Where a page stands in the tree and in Wagtail's order, as it comes from the database."""

    url_path: str
    path: str


def with_settings(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Sites with the settings and with the places of the pages that these name, as far as they are live."""
    live = Page.objects.filter(live=True).order_by()
    places = {
        f"{field}_{column}": Subquery(
            live.filter(pk=OuterRef(f"syndicationsettings__{field}")).values(column)[:1]
        )
        for field in _POLICIES
        for column in _Place._fields
    }
    return sites.select_related("syndicationsettings").annotate(**places)


def of_site(site: Site | None) -> SyndicationSettings:
    """The settings of a site that `addresses.roots()` has brought along; what holds without any for None."""
    bake.depends_on("paper")
    return getattr(site, "syndicationsettings", None) or SyndicationSettings(site=site)


def of_request(request: HttpRequest) -> SyndicationSettings:
    """The settings of the site that is asked for."""
    return of_site(paper_queries.site_of(request))


def policies(site: Site, root_url: str) -> dict[str, str]:
    """The properties of a NewsMediaOrganization that name a page, as far as everybody may read it."""
    settings, found = of_site(site), {}
    for field, name in _POLICIES.items():
        pk = getattr(settings, f"{field}_id")
        if pk is None:
            continue
        # Also of one that is not live: it may become so.
        bake.depends_on(f"page:{pk}")
        tree_path = getattr(site, f"{field}_url_path", None)
        if tree_path and not is_restricted(getattr(site, f"{field}_path")):
            found[name] = root_url + addresses.path_in_tree(tree_path)
    return found
