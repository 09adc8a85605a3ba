"""What the templates of a debate are given beside the comments themselves."""

import re
from html import unescape
from typing import Any

from django.utils import timezone

from presswerk import bake, conf
from presswerk.comments.forms import HONEYPOT
from presswerk.comments.models import Comment, Mode
from presswerk.comments.rules import Rules
from presswerk.newsroom.models import ArticlePage

# Of our own HTML, which nh3 has written: a ">" within an attribute stands there as "&gt;".
_TAG = re.compile(r"<[^>]*>")


def opening(in_force: Rules) -> dict[str, Any]:
    """Whether the form is there and what stands beside it; the page is true until that changes."""
    now = timezone.now()
    bake.expires(in_force.next_change(now))
    return {
        "is_open": in_force.is_open(now),
        "is_read_now": in_force.is_read(now),
        "read_from": in_force.read_from,
        "read_until": in_force.read_until,
        "reads_before": in_force.mode == Mode.BEFORE,
        "closes_at": in_force.closes_at,
    }


def form_context(
    article: ArticlePage, in_force: Rules, parent: Comment | None = None, **typed: Any
) -> dict[str, Any]:
    """What the form needs; without `typed` there is nothing individual in it."""
    settings = conf.current()
    return {
        "article": article,
        "parent": parent,
        "honeypot": HONEYPOT,
        "asks_website": settings.comments_website_field,
        "longest": in_force.longest,
        "edit_minutes": int(settings.comments_edit_window.total_seconds() // 60),
        "typed": {},
        "errors": {},
        **typed,
    }


def described(comment: Comment, article_url: str, article_id: str) -> dict[str, Any]:
    """A comment as https://schema.org/Comment, with what it answers: another one, or the article."""
    zone = timezone.get_default_timezone()
    answered = f"{article_url}#comment-{comment.parent_id}" if comment.parent_id else article_id
    published = comment.published_at or comment.submitted_at
    return {
        "@type": "Comment",
        "@id": f"{article_url}#comment-{comment.pk}",
        "parentItem": {"@id": answered},
        "author": {"@type": "Person", "name": comment.author_name},
        "datePublished": timezone.localtime(published, zone).isoformat(timespec="seconds"),
        "text": plain(comment),
        **({"upvoteCount": comment.helpful} if comment.helpful else {}),
    }


def plain(comment: Comment) -> str:
    """The text as it is read, without its markup."""
    return unescape(_TAG.sub("", comment.html)).strip()
