"""`/robots.txt` (RFC 9309): what crawlers need not read, and where the sitemap is."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from presswerk.newsroom import addresses
from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.queries.public_addresses import root_url_of
from presswerk.syndication import in_force


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The rules for all crawlers. Answers before the paper is founded, too: no rule means no ban."""
    text = "\n".join(_lines(request)) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _lines(request: HttpRequest) -> Iterator[str]:
    yield "User-agent: *"
    yield f"Disallow: /{settings.ADMIN_PATH}/"
    yield "Disallow: /account/"
    yield "Disallow: /comment/"
    site = paper_queries.site_of(request)
    if site is None:
        return
    for language in sorted({root.language for root in addresses.roots() if root.site == site}):
        # Results; the page that searches is one like others.
        yield f"Disallow: {addresses.search_path(language)}?q="
    refused = in_force.of_site(site).refused
    if refused:
        # One group for all of them (RFC 9309, 2.2.1); each reads the group of its own name alone.
        yield ""
        yield from (f"User-agent: {name}" for name in refused)
        yield "Disallow: /"
    yield ""
    yield f"Sitemap: {root_url_of(site)}/sitemap.xml"
