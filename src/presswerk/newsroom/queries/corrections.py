"""The corrections of an edition, newest first."""

from presswerk import bake
from presswerk.newsroom.models import ArticlePage, Correction
from presswerk.newsroom.queries.teasers import teasers

TAG = "corrections"
# So many are looked at for those that an edition may show; the rest are of drafts or of other editions.
_LOOKED_AT = 200


@bake.named_query
def newest(locale_id: int, most: int) -> list[tuple[Correction, ArticlePage]]:
    """The newest corrections with the public articles of the edition that they are of. Three queries."""
    bake.depends_on(TAG)
    found = list(Correction.objects.order_by("-corrected_at", "-pk")[:_LOOKED_AT])
    shown = teasers(list(dict.fromkeys(correction.article_id for correction in found)))
    articles = {article.pk: article for article in shown if article.locale_id == locale_id}
    pairs = ((correction, articles.get(correction.article_id)) for correction in found)
    return [(correction, article) for correction, article in pairs if article is not None][:most]
