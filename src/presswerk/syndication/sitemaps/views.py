from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.public_addresses import PublicAddress, root_url_of
from presswerk.syndication.sitemaps import index, xml


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: where the sitemaps are. 404 before the paper is founded."""
    site = _site(request)
    root_url = root_url_of(site)
    lines = ((root_url + sitemap.path, sitemap.changed_at) for sitemap in index.sitemaps(site))
    return _answer(xml.index(lines))


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The sitemap of all pages that are neither an article nor a list of articles by name or date."""
    site = _site(request)
    return _urlset(site, index.addresses_of_pages(site))


@require_safe
def shard(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """One shard of the articles, authors, topics or the archive; 404 for one with nothing in it."""
    site = _site(request)
    return _urlset(site, index.addresses_in(site, kind, int(number)))


def _site(request: HttpRequest) -> Site:
    site = paper_queries.site_of(request)
    if site is None:
        raise Http404("This paper has no edition yet.")
    return site


def _urlset(site: Site, found: Iterable[PublicAddress]) -> HttpResponse:
    root_url = root_url_of(site)
    lines = [(root_url + address.path, address.changed_at) for address in found]
    if not lines:
        # The protocol knows no empty sitemap, and the index names none.
        raise Http404("This sitemap would be empty.")
    return _answer(xml.urlset(lines))


def _answer(document: str) -> HttpResponse:
    return HttpResponse(document, content_type=xml.CONTENT_TYPE, headers={"X-Robots-Tag": "noindex"})
