from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from presswerk.newsroom.models import FrontPage
from presswerk.syndication.feeds import rss
from presswerk.syndication.feeds.channel import channel_of


def feed(request: HttpRequest, edition: FrontPage, subject: object) -> HttpResponse:
    """The RSS feed of the page before `/feed/`.

    An ETag answers whoever asks again. There is no Last-Modified: a date does not tell that an article was
    taken back, and who knew the date alone would go on showing it.
    """
    channel = channel_of(request, edition, subject)
    if request.path != channel.path:
        return HttpResponsePermanentRedirect(channel.path)
    # The feed is no search result; what it points to is.
    headers = {"X-Robots-Tag": "noindex, follow"}
    return HttpResponse(rss.write(channel), content_type=rss.CONTENT_TYPE, headers=headers)
