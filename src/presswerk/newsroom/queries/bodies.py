"""The bodies of articles that are shown whole, many at once."""

from collections.abc import Sequence

from wagtail.blocks import StreamValue

from presswerk import bake
from presswerk.newsroom import body
from presswerk.newsroom.models import ArticlePage


@bake.named_query
def bodies(ids: Sequence[int]) -> dict[int, StreamValue]:
    """The bodies of these articles by key, with all that their blocks show loaded.

    The number of queries does not grow with the number of articles.
    """
    bake.depends_on(*(f"page:{pk}" for pk in ids))
    found = ArticlePage.objects.filter(pk__in=ids).only("pk", "path", "depth", "body").order_by()
    streams = {article.pk: article.body for article in found}
    body.prepare_all(list(streams.values()))
    return streams
