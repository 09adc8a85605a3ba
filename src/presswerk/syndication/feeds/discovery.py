"""How programs find the feeds of a page besides the RSS feed, which the page's frame names."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from presswerk.newsroom.models import FrontPage
from presswerk.newsroom.slots import context_of
from presswerk.syndication.feeds import formats

_OTHERS = (formats.ATOM, formats.JSON)


def links(page: Any, request: HttpRequest) -> SafeString | None:
    """The page's nearest list in the other formats; on a front page, the corrections too."""
    context = context_of(request)
    if context.get("robots") or not context.get("feeds"):
        return None
    return format_html_join(
        "",
        '<link rel="alternate" type="{}" title="{}" href="{}">\n',
        (
            *_nearest(context["feeds"][0]),
            *(_corrections(context["home_url"]) if isinstance(page, FrontPage) else ()),
        ),
    )


def _nearest(feed: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    if not feed["url"].endswith(f"/{formats.RSS.suffix}"):
        return  # Not a list of articles: a debate's feed (`…/comments-feed/`) is RSS alone.
    page = feed["url"].removesuffix(formats.RSS.suffix)
    for of in _OTHERS:
        yield of.media_type, feed["title"], page + of.suffix


def _corrections(front: str) -> Iterator[tuple[str, str, str]]:
    yield formats.RSS.media_type, _("Corrections"), front + formats.RSS.of_corrections
