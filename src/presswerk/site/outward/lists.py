"""Where the folder's addresses come from. Each list collects tags like a page, so a purge asks it anew."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from presswerk import bake
from presswerk.bake.store import Address, normal_path
from presswerk.newsroom.queries.public_addresses import PublicAddress
from presswerk.site.hosts import sites
from presswerk.site.outward.index import LIST, PAGE
from presswerk.site.outward.naming import NOT_FOUND
from presswerk.syndication.head import MANIFEST
from presswerk.syndication.icons import NAMES as ICONS
from presswerk.syndication.sitemaps import index as sitemaps
from presswerk.syndication.well_known import SECURITY_PATH, TRUST_PATH

ROOT = Address("", "sites")
_ALWAYS = (
    *("/", "/robots.txt", "/sitemap.xml", "/colours.css", NOT_FOUND),
    # Those of them are files that the publisher's settings, or the worker, have made.
    *(MANIFEST, SECURITY_PATH, TRUST_PATH, "/ai.txt", "/.well-known/tdmrep.json", "/corrections.atom"),
    *("/corrections.json", *(f"/{name}" for name in ICONS)),
)
Members = dict[Address, str]


def members(listed: Address) -> Members:
    """What the list names: addresses and further lists, each with its kind; nothing if it is unknown."""
    if listed == ROOT:
        return {Address(host, "paper"): LIST for host in sites()}
    site = sites().get(listed.host)
    if site is None:
        return {}
    kind, _colon, shard = listed.path.partition(":")
    if kind == "paper":
        return _paper(listed.host, site)
    if kind == "redirects":
        return _redirects(listed.host, site)
    if kind == "pages":
        return _pages(listed.host, sitemaps.addresses_of_pages(site))
    if kind in sitemaps.KINDS and shard.isdigit():
        return _pages(listed.host, sitemaps.addresses_in(site, kind, int(shard)))
    return {}


def _paper(host: str, site: Site) -> Members:
    found = {Address(host, path): PAGE for path in _ALWAYS}
    found |= {Address(host, name): LIST for name in ("redirects", "pages")}
    for sitemap in sitemaps.sitemaps(site):
        found[Address(host, sitemap.path)] = PAGE
        kind, _dash, shard = sitemap.path.removeprefix("/sitemap-").removesuffix(".xml").partition("-")
        if kind in sitemaps.KINDS:
            found[Address(host, f"{kind}:{shard}")] = LIST
    return found


def _pages(host: str, found: list[PublicAddress]) -> Members:
    return {Address(host, normal_path(one.path)): PAGE for one in found}


@bake.named_query
def _redirects(host: str, site: Site) -> Members:
    """What an editor entered, with a slash at its end and without: whether it leads on, the paper says."""
    bake.depends_on("redirects")
    found: Members = {}
    for entered in Redirect.get_for_site(site).values_list("old_path", flat=True):
        path, _mark, query = entered.partition("?")
        for spelling in {path, f"{path.rstrip('/')}/"} if not query else {path}:
            found[Address(host, normal_path(spelling), query)] = PAGE
    return found
