"""The feed of one debate: RSS 2.0 at `<address of the article>/comments-feed/`."""

import re
from email.utils import format_datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from presswerk.comments import rules
from presswerk.comments.models import Comment, Mode
from presswerk.comments.queries import debate as queries
from presswerk.newsroom import addresses
from presswerk.newsroom.models import ArticlePage, FrontPage
from presswerk.newsroom.queries.teasers import is_restricted

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
# What XML 1.0 cannot say (section 2.2).
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
    from lxml import etree  # large, and only needed by who writes a feed

    rss = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": _ATOM, "content": _CONTENT, "dc": _DC})
    channel = _add(rss, "channel")
    _add(channel, "title", _("Comments on “%(headline)s”") % {"headline": article.headline})
    _add(channel, "link", f"{article.full_url}comments/")
    _add(channel, "description", article.lead or article.headline)
    _add(channel, "language", article.language)
    address = f"{article.full_url}comments-feed/"
    _add(channel, f"{{{_ATOM}}}link", rel="self", type="application/rss+xml", href=address)
    for comment in comments:
        item = _add(channel, "item")
        address = f"{root_url}/comment/{comment.pk}/"
        _add(item, "title", _("%(name)s comments") % {"name": comment.author_name})
        _add(item, "link", address)
        _add(item, "guid", address, isPermaLink="true")
        _add(item, "pubDate", format_datetime(_local(comment)))
        _add(item, f"{{{_DC}}}creator", comment.author_name)
        _add(item, f"{{{_CONTENT}}}encoded", comment.html)
    return etree.tostring(rss, encoding="UTF-8", xml_declaration=True)


def _local(comment: Comment) -> Any:
    moment = comment.published_at or comment.submitted_at
    return timezone.localtime(moment, timezone.get_default_timezone())


def _add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    from lxml import etree

    element = etree.SubElement(
        parent, name, {key: _NO_XML.sub("", value) for key, value in attributes.items()}
    )
    if text:
        element.text = _NO_XML.sub("", text)
    return element
