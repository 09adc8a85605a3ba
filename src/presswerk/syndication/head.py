"""What stands in the head of every page for browsers and phones: icons and the web app manifest."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from presswerk.newsroom.queries import paper as paper_queries
from presswerk.newsroom.slots import context_of
from presswerk.syndication import icons, in_force

MANIFEST = "/site.webmanifest"
# rel, type, sizes, name; browsers take the smallest that is large enough.
_LINKS = (
    ("icon", "image/x-icon", "16x16 32x32 48x48", icons.FAVICON),
    ("icon", "image/png", "192x192", icons.SMALL),
    ("apple-touch-icon", "image/png", "180x180", icons.TOUCH),
)


def links(page: Any, request: HttpRequest) -> SafeString | None:
    """The paper's icons, or the software's as long as these are not made; the manifest; the reservation."""
    if context_of(request).get("paper") is None:
        return None
    site = paper_queries.site_of(request)
    made = [(*link, address) for *link, name in _LINKS if (address := icons.address_of(site, name))]
    found = format_html_join("", '<link rel="{}" type="{}" sizes="{}" href="{}">\n', made)
    if not made:
        found = format_html(
            '<link rel="icon" href="{}" type="image/svg+xml">\n', static("theme/icons/paper.svg")
        )
    # Browsers would fetch it before the first paint, on a line that has better things to do.
    manifest = format_html('<template data-then><link rel="manifest" href="{}"></template>\n', MANIFEST)
    return found + manifest + _reservation(request)


def _reservation(request: HttpRequest) -> SafeString:
    """The TDM reservation once more in the page itself, for copies that are served without our headers."""
    settings = in_force.of_request(request)
    found = settings.reservation
    return format_html_join("", '<meta name="{}" content="{}">\n', found)
