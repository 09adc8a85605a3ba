"""The article that a comment is about to stand below."""

from django.db.models import Exists, QuerySet
from wagtail.models import PageViewRestriction

from presswerk import bake
from presswerk.comments.models import Comment
from presswerk.newsroom.models import ArticlePage
from presswerk.newsroom.prepared import prepared
from presswerk.newsroom.queries.teasers import is_restricted


@bake.named_query
def public_article(number: int) -> ArticlePage | None:
    """The article with this number when everybody may read it, with its locale. One query."""
    found = next(iter(_live(number)), None)
    if found is None or (found.is_anything_restricted and is_restricted(found.path)):
        return None
    return found


@prepared
def _live(number: int) -> QuerySet[ArticlePage]:
    query = ArticlePage.objects.filter(number=number, live=True).defer("body").order_by()
    # The editions would tell both; they are two more queries, and a comment needs nothing else of them.
    return query.select_related("section", "locale").annotate(
        is_anything_restricted=Exists(PageViewRestriction.objects.all())
    )


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
