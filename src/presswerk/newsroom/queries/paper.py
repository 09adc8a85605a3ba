"""What stands on every page: the paper's settings, menus, editions."""

from dataclasses import dataclass, field

from django.http import Http404, HttpRequest
from django.utils import translation
from wagtail.models import Site

from presswerk import bake
from presswerk.newsroom import addresses, memo
from presswerk.newsroom.models import FrontPage, Menu, SiteSettings
from presswerk.newsroom.queries import menu_items, sections
from presswerk.newsroom.queries.menu_items import Item
from presswerk.newsroom.queries.teasers import is_restricted

# Wagtail's Site.find_for_request() keeps its answer here, so its own code asks no second time.
_WHERE_WAGTAIL_LOOKS = "_wagtail_site"


@dataclass
class Link:
    """A link of a menu."""

    label: str
    url: str
    current: bool = False
    children: list["Link"] = field(default_factory=list)


def paper(request: HttpRequest) -> SiteSettings:
    """The settings of the site asked for, without a query of its own.

    Raises Http404 before the paper is founded.
    """
    bake.depends_on("paper")
    site = site_of(request)
    if site is None:
        raise Http404
    return memo.once(f"paper {site.pk}", lambda: settings_of(site))


def site_of(request: HttpRequest) -> Site | None:
    """The site that is asked for, found among the editions' roots without a query of its own."""
    if not hasattr(request, _WHERE_WAGTAIL_LOOKS):
        site = addresses.site_of_host(request.get_host().rsplit(":", 1)[0].lower())
        setattr(request, _WHERE_WAGTAIL_LOOKS, site)
    return getattr(request, _WHERE_WAGTAIL_LOOKS)


@bake.named_query
def settings_of(site: Site) -> SiteSettings:
    """The paper's settings, else the defaults. No query for a site of the editions' roots."""
    return getattr(site, "sitesettings", None) or SiteSettings(site=site)


@bake.named_query
def menus(edition: FrontPage, current_path: str) -> dict[str, list[Link]]:
    """The main and the footer menu; without a main menu the top sections are one. At most two queries."""
    bake.depends_on(f"menus:{edition.locale_id}")
    links: dict[str, list[Link]] = {Menu.Place.MAIN: [], Menu.Place.FOOTER: []}
    for item in menu_items.of_edition(edition.locale_id):
        link = _link(item, current_path)
        if link is not None:
            links[item.place].append(link)
    if not links[Menu.Place.MAIN]:
        links[Menu.Place.MAIN] = [
            Link(section.title, section.url, current_path.startswith(section.url))
            for section in sections.directly_below(edition)
        ]
    return links


def _link(item: Item, current_path: str) -> Link | None:
    if item.page_id is None:
        return Link(item.label, item.address)
    if not item.live or is_restricted(item.path):
        return None
    url = addresses.path_in_tree(item.url_path)
    return Link(item.label or item.title, url, url != "/" and current_path.startswith(url))


def edition_of(request: HttpRequest) -> FrontPage | None:
    """The front page of the edition that answers the request; None before the paper is founded."""
    bake.depends_on("editions")
    site = site_of(request)
    return addresses.front_of(site, translation.get_language()) if site else None


def edition_asked_for(request: HttpRequest) -> FrontPage:
    """As edition_of(), for pages that an edition has found. Raises Http404 where there is none."""
    edition = edition_of(request)
    if edition is None:
        raise Http404
    return edition


def fronts() -> list[FrontPage]:
    """The live front pages of all editions, from the top of the tree down."""
    bake.depends_on("editions")
    found = [root.front for root in addresses.roots() if root.front.live]
    return sorted(found, key=lambda front: front.path)
