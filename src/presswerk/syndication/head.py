"""What stands in the head of every page for browsers and phones: icons and the web app manifest."""

from base64 import b64encode
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from presswerk.newsroom.models import FrontPage
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


# One pixel of the paper's colour (GIF89a: screen, palette of two, picture, end), as an icon within the page.
# Browsers that find none there ask for /favicon.ico of their own accord as soon as the page is loaded, and on
# a fast machine that is before it is painted.
_BEFORE_COLOUR = b"GIF89a\1\0\1\0\x80\0\0"
_AFTER_COLOUR = b"\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def links(page: Any, request: HttpRequest) -> SafeString | None:
    """The paper's icons, or the software's as long as these are not made; the manifest; the reservation.

    The front page names its icons where search engines look for them ("Define a favicon to show in search
    results", Google Search Central). Elsewhere they wait for the first paint, as the manifest does.
    """
    paper = context_of(request).get("paper")
    if paper is None:
        return None
    site = paper_queries.site_of(request)
    made = [(*link, address) for *link, name in _LINKS if (address := icons.address_of(site, name))]
    found = format_html_join("", '<link rel="{}" type="{}" sizes="{}" href="{}">\n', made)
    if not made:
        found = format_html(
            '<link rel="icon" href="{}" type="image/svg+xml">\n', static("theme/icons/paper.svg")
        )
    at_once, stand_in, later = found, SafeString(), format_html('<link rel="manifest" href="{}">\n', MANIFEST)
    if not isinstance(page, FrontPage):
        at_once = format_html("<noscript>{}</noscript>\n", found)
        stand_in = _stand_in(paper.accent_colour)
        later = found + later
    # The stand-in comes last: when it goes, what it stood in for is there, and browsers ask for nothing else.
    return (
        at_once + format_html("<template data-then>{}</template>\n", later) + stand_in + _reservation(request)
    )


def _stand_in(colour: str) -> SafeString:
    pixel = _BEFORE_COLOUR + bytes.fromhex(colour.removeprefix("#")) + _AFTER_COLOUR
    return format_html(
        '<link rel="icon" data-then href="data:image/gif;base64,{}">\n', b64encode(pixel).decode()
    )


def _reservation(request: HttpRequest) -> SafeString:
    """The TDM reservation once more in the page itself, for copies that are served without our headers."""
    settings = in_force.of_request(request)
    found = settings.reservation
    return format_html_join("", '<meta name="{}" content="{}">\n', found)
