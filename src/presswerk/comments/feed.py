"""The feed of one debate: RSS 2.0 at `<address of the article>/comments-feed/`."""

from datetime import datetime
from email.utils import format_datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.comments import rules
from presswerk.comments.models import Comment, Mode
from presswerk.comments.queries import debate as queries
from presswerk.newsroom import addresses
from presswerk.newsroom.models import ArticlePage, FrontPage
from presswerk.newsroom.queries.teasers import is_restricted
from presswerk.newsroom.xml_elements import Element, add, document

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def feed(request: HttpRequest, edition: FrontPage, subject: object) -> HttpResponse:
    """The comments that appeared last, the newest first."""
    if not isinstance(subject, ArticlePage) or is_restricted(subject.path):
        raise Http404("There is no debate of this.")
    path = f"{subject.url}comments-feed/"
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    if rules.in_force(subject).mode == Mode.OFF and not queries.count(subject.pk):
        raise Http404("There is no debate of this.")
    root = addresses.root_of(edition.url_path)
    body = _write(subject, queries.newest_published(subject.pk), root.root_url if root else "")
    return HttpResponse(body, content_type=CONTENT_TYPE, headers={"X-Robots-Tag": "noindex, follow"})


def _write(article: ArticlePage, comments: list[Comment], root_url: str) -> bytes:
    rss = Element("rss", {"version": "2.0", **_NAMESPACES})
    channel = add(rss, "channel")
    add(channel, "title", _("Comments on “%(headline)s”") % {"headline": article.headline})
    add(channel, "link", f"{article.full_url}comments/")
    add(channel, "description", article.lead or article.headline)
    add(channel, "language", article.language)
    address = f"{article.full_url}comments-feed/"
    add(channel, "atom:link", rel="self", type="application/rss+xml", href=address)
    for comment in comments:
        item = add(channel, "item")
        address = f"{root_url}/comment/{comment.pk}/"
        add(item, "title", _("%(name)s comments") % {"name": comment.author_name})
        add(item, "link", address)
        add(item, "guid", address, isPermaLink="true")
        add(item, "pubDate", format_datetime(_local(comment)))
        add(item, "dc:creator", comment.author_name)
        add(item, "content:encoded", comment.html)
    return document(rss)


def _local(comment: Comment) -> datetime:
    moment = comment.published_at or comment.submitted_at
    return timezone.localtime(moment, timezone.get_default_timezone())
