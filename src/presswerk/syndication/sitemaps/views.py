from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.public_addresses import PublicAddress, root_url_of
from presswerk.newsroom.stored_sizes import url_of
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
    return _urlset(site, index.dressed_addresses_in(site, kind, int(number)))


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, for Google News. Empty where there are none."""
    site = _site(request)
    name = paper_queries.paper(request).name
    found = index.news(site)
    return _answer(
        xml.news(
            xml.News(
                article.full_url,
                name,
                article.language.split("-")[0],
                article.published_at,
                article.headline,
            )
            for article in found
        )
    )


def _site(request: HttpRequest) -> Site:
    site = paper_queries.site_of(request)
    if site is None:
        raise Http404("This paper has no edition yet.")
    return site


def _urlset(site: Site, found: Iterable[PublicAddress]) -> HttpResponse:
    root_url = root_url_of(site)
    lines = [_line(address, root_url) for address in found]
    if not lines:
        # The protocol knows no empty sitemap, and the index names none.
        raise Http404("This sitemap would be empty.")
    return _answer(xml.urlset(lines))


def _line(address: PublicAddress, root_url: str) -> xml.Line:
    return xml.Line(
        root_url + address.path,
        address.changed_at,
        urljoin(f"{root_url}/", url_of(address.picture)) if address.picture else "",
        _alternates(address, root_url),
    )


def _alternates(address: PublicAddress, root_url: str) -> tuple[tuple[str, str], ...]:
    """The same links as in the page's head: each edition, and the default one for everybody else."""
    twins = dict(address.twins)
    default = twins.get(settings.LANGUAGE_CODE)
    if default:
        twins["x-default"] = default
    return tuple((language, root_url + path) for language, path in twins.items())


def _answer(document: str) -> HttpResponse:
    return HttpResponse(document, content_type=xml.CONTENT_TYPE, headers={"X-Robots-Tag": "noindex"})
