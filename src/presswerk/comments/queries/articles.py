"""The article that a comment is about to stand below."""

from presswerk import bake
from presswerk.comments.models import Comment
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.queries.teasers import is_restricted


@bake.named_query
def public_article(number: int) -> ArticlePage | None:
    """The article with this number when everybody may read it. Two queries."""
    found = ArticlePage.objects.filter(number=number, live=True).select_related("section").defer("body")
    article = found.first()
    return None if article is None or is_restricted(article.path) else article


@bake.named_query
def visible_comment(pk: int) -> Comment | None:
    """A comment that stands in its debate, with its article; None for any other. Two queries."""
    found = (
        Comment.objects.filter(pk=pk, is_visible=True, article__live=True)
        .select_related("article__section")
        .defer("article__body")
        .first()
    )
    return None if found is None or is_restricted(found.article.path) else found
