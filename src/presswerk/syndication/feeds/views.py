from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from presswerk.newsroom.models import FrontPage
from presswerk.syndication.feeds import formats
from presswerk.syndication.feeds.channel import Channel, channel_of, channel_of_corrections
from presswerk.syndication.feeds.formats import Format
from presswerk.syndication.websub import link_header

Source = Callable[[HttpRequest, FrontPage, object, Format], Channel]
View = Callable[[HttpRequest, FrontPage, object], HttpResponse]


def suffix_views() -> dict[str, View]:
    """Last path component → the view of the feed in that format."""
    found: dict[str, View] = {}
    for of in formats.FORMATS:
        found[of.suffix.rstrip("/")] = _view(channel_of, of)
        found[of.of_corrections] = _view(channel_of_corrections, of)
    return found


def _view(source: Source, of: Format) -> View:
    def feed(request: HttpRequest, edition: FrontPage, subject: Any) -> HttpResponse:
        """The feed of the page before the suffix.

        An ETag answers whoever asks again. There is no Last-Modified: a date does not tell that an article
        was taken back, and who knew the date alone would go on showing it.
        """
        channel = source(request, edition, subject, of)
        if request.path != channel.path:
            return HttpResponsePermanentRedirect(channel.path)
        # The feed is no search result; what it points to is.
        headers = {"X-Robots-Tag": "noindex, follow"}
        if channel.hubs:
            headers["Link"] = link_header(channel.feed_url, channel.hubs)
        return HttpResponse(of.write(channel), content_type=of.content_type, headers=headers)

    return feed
