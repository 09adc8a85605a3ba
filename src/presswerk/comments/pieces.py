"""What hangs in the article's page: its styles, the way to the debate, the debate, and its description."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from presswerk.comments import rules
from presswerk.comments.models import Comment, Mode
from presswerk.comments.queries import debate as queries
from presswerk.comments.shown import described, form_context, opening
from presswerk.newsroom.data_block import article_id, json_ld
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.slots import context_of

DESCRIBED = 10
"""Comments in the article's structured data."""


def _is_shown(article: ArticlePage, request: HttpRequest) -> bool:
    """Not in the editor's preview, and not where there neither are nor may be comments."""
    if getattr(request, "is_preview", False) or article.published_at is None:
        return False
    return rules.of_this_request(article).mode != Mode.OFF or queries.first_page(article.pk).count > 0


def way_to_the_debate(article: ArticlePage, request: HttpRequest) -> SafeString | None:
    """A line at the article's end that leads down to its debate."""
    if not _is_shown(article, request):
        return None
    is_open = rules.of_this_request(article).is_open(timezone.now())
    return render_to_string(
        "comments/way.html", {"count": queries.first_page(article.pk).count, "is_open": is_open}
    )


def debate(article: ArticlePage, request: HttpRequest) -> SafeString | None:
    """The newest threads with the form. One query beside those for the rules."""
    if not _is_shown(article, request):
        return None
    shown = queries.first_page(article.pk)
    path = f"{article.url}comments/"
    context: dict[str, Any] = {
        "article": article,
        "slice": shown,
        "count": shown.count,
        "path": path,
        "sort": queries.Sort.NEWEST,
        "more_url": f"{path}?after={shown.after}" if shown.after else None,
        "is_late": True,
        "data": _data_of_comments(article, request),
        **opening(rules.of_this_request(article)),
        **form_context(article, rules.of_this_request(article)),
    }
    return render_to_string("comments/debate.html", context, request)


def structured_data(article: ArticlePage, request: HttpRequest) -> dict[str, Any]:
    """`commentCount`; the comments themselves are described where they are, by `_data_of_comments`."""
    return {"commentCount": queries.first_page(article.pk).count} if _is_shown(article, request) else {}


def _data_of_comments(article: ArticlePage, request: HttpRequest) -> SafeString | None:
    """The first comments on the page as https://schema.org/Comment, each with what it answers.

    Beside the comments and not in the article's own data, which stands in the head: on a slow line they
    would come before the first paragraph.
    """
    comments: list[Comment] = []
    for thread in queries.first_page(article.pk).threads:
        comments += [one for one in (thread.first, *thread.replies) if one is not None and one.shows_text]
    if not comments:
        return None
    about = article_id(article.number, context_of(request)["root_url"])
    return json_ld({"@graph": [described(one, article.full_url, about) for one in comments[:DESCRIBED]]})
