"""Share pictures of articles: whether one is still true, who may have its file, and when it is made.

A publication asks for one and does not wait. Until it is made, and whenever the article says something else
than its card, the lead picture is what networks show. An article that was brought in with an archive gets
its card when its page is made ready for the first time, and so is read by somebody.
"""

import time
from datetime import timedelta
from typing import NamedTuple

import structlog
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone, translation
from django_tasks import task

from presswerk import bake
from presswerk.bake import tags
from presswerk.newsroom.models import ArticlePage, Image
from presswerk.newsroom.queries.paper import settings_of
from presswerk.newsroom.queries.teasers import is_restricted
from presswerk.newsroom.stored_sizes import url_of
from presswerk.syndication.fingerprints import fingerprint
from presswerk.syndication.models import ShareCard

log = structlog.get_logger(__name__)

WIDTH, HEIGHT = 1200, 630
_BROUGHT = "share_card_facts"
# A card takes the worker about half a second; whoever reads a whole archive must not fill its queue.
SECONDS_BETWEEN_ASKING = 2.0
# Before that, what the publication asked for may still be waiting.
_ASKED_BY_PUBLICATION = timedelta(hours=1)


class Card(NamedTuple):
    """The address of a share picture on the host of the media."""

    url: str
    width: int = WIDTH
    height: int = HEIGHT


# Reading ----------------------------------------------------------------------------------------
def with_card(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    """Articles with what their card was made of and its file, in one text."""
    cards = ShareCard.objects.filter(article=OuterRef("pk")).order_by()
    both = Concat("facts", Value(" "), "file", output_field=TextField())
    return articles.annotate(**{_BROUGHT: Subquery(cards.values_list(both)[:1])})


def card_of(article: ArticlePage) -> Card | None:
    """The card, as long as it shows what the article says now; None until one has been made."""
    bake.depends_on(f"card:{article.pk}")
    facts, _blank, name = (getattr(article, _BROUGHT, None) or "").partition(" ")
    if not name:
        _ask_for_older(article)
    return Card(url_of(name)) if name and facts == facts_of(article) else None


_asked: set[int] = set()
_asked_at = 0.0


def _ask_for_older(article: ArticlePage) -> None:
    """Ask for the card of an article that never had one, while its page is made ready; once a process."""
    global _asked_at
    if tags.current() is None or article.pk in _asked or not article.published_at:
        return
    now = time.monotonic()
    is_recent = article.published_at > timezone.now() - _ASKED_BY_PUBLICATION
    if not is_recent and now - _asked_at >= SECONDS_BETWEEN_ASKING:
        _asked_at = now
        _asked.add(article.pk)
        make.enqueue(article.pk)


def facts_of(article: ArticlePage) -> str:
    """Fingerprint of what a card shows of the article; the paper's own look is left out on purpose.

    A new colour of the paper makes no card untrue; a new headline does, and so does a picture that was
    taken out.
    """
    return fingerprint(article.headline, article.kicker, article.label, article.lead_picture_id)


@bake.named_query
def is_public(name: str) -> bool:
    """Whether readers may have the card of this file name: as long as everybody may read its article."""
    bake.depends_on(f"card-file:{name}")
    card = ShareCard.objects.filter(file=name).select_related("article").first()
    if card is None:
        return False
    article = card.article
    bake.depends_on(f"card:{article.pk}")
    return article.live and not is_restricted(article.path) and card.facts == facts_of(article)


# Making -----------------------------------------------------------------------------------------
@task(queue_name="slow", priority=-10)
def make(article_id: int) -> None:
    """Draw the card of a public article, unless it has one that is true."""
    article = ArticlePage.objects.filter(pk=article_id, live=True).select_related("lead_picture").first()
    if article is None:
        return
    facts = facts_of(article)
    made = ShareCard.objects.filter(article=article).first()
    if made is not None and made.facts == facts:
        return
    content = _draw(article)
    old = made.file.name if made else ""
    with transaction.atomic():
        if content is None:
            ShareCard.objects.filter(article=article).delete()
        else:
            card = ShareCard(article=article, facts=facts)
            card.file.save("card.jpg", ContentFile(content), save=False)
            ShareCard.objects.update_or_create(
                article=article, defaults={"file": card.file.name, "facts": facts}
            )
        if old:
            _forget_file(old)


def forget(card: ShareCard) -> None:
    """Remove the file of a card that is deleted, once that is certain."""
    _forget_file(card.file.name)


def _forget_file(name: str) -> None:
    storage = ShareCard._meta.get_field("file").storage
    transaction.on_commit(lambda: storage.delete(name))


def _draw(article: ArticlePage) -> bytes | None:
    from presswerk.syndication.drawing import cards
    from presswerk.syndication.drawing.opening import opened

    paper = settings_of(article.get_site())
    with translation.override(article.language):
        label = str(article.label_text)
    facts = cards.Facts(article.headline, article.kicker, label, paper.name, paper.accent_colour)
    with opened(article.lead_picture) as picture:
        try:
            return cards.draw_card(facts, picture, _focus(article.lead_picture))
        except cards.CannotBeSet as reason:
            log.info("article has no share picture", article=article.number, reason=str(reason))
            return None


def _focus(picture: Image | None) -> tuple[float, float]:
    if picture is None or not picture.has_focal_point():
        return (0.5, 0.5)
    point = picture.get_focal_point()
    return point.centroid_x / picture.width, point.centroid_y / picture.height
