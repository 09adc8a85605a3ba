"""Putting an article on a front in one move, whatever somebody is arranging there meanwhile."""

from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from presswerk.newsroom.models import ArticlePage, FrontPage, SectionPage
from presswerk.newsroom.models.curation import MOST_PINS

Place = Literal["lead", "teaser"]
Front = FrontPage | SectionPage


def pin(
    article: ArticlePage, front: Front, place: Place = "teaser", until: datetime | None = None, by: Any = None
) -> None:
    """Put an article on a front as its lead or as the first pinned teaser, until a moment or until changed.

    One transaction. What is public changes at once; a draft of the front keeps its other changes and gets
    the pin too. Of more than MOST_PINS teasers the last ones go.
    """
    _change(front, lambda page: _put(page, article, place, until), by)


def unpin(article: ArticlePage, front: Front, by: Any = None) -> None:
    """Take an article off a front, as lead and as teaser; by the rules it may still stand there.

    One transaction.
    """
    _change(front, lambda page: _take(page, article), by)


def pinned_on(article: ArticlePage) -> list[Front]:
    """The fronts and sections on which an article is pinned, past their time or not. Four queries."""
    found: dict[int, Front] = {}
    for model in (FrontPage, SectionPage):
        for page in [
            *model.objects.filter(lead_article=article),
            *model.objects.filter(pins__article=article),
        ]:
            found[page.pk] = page
    return list(found.values())


def _change(front: Front, change: Any, by: Any) -> None:
    with transaction.atomic():
        model = type(front)
        public = model.objects.select_for_update().get(pk=front.pk)
        draft = public.get_latest_revision_as_object() if public.has_unpublished_changes else None
        change(public)
        if not public.live:
            public.save_revision(user=by, log_action=True)
            return
        public.save_revision(user=by, log_action=True).publish(user=by)
        if draft is not None:
            change(draft)
            draft.save_revision(user=by)


def _put(page: Front, article: ArticlePage, place: Place, until: datetime | None) -> None:
    _take(page, article)
    if place == "lead":
        page.lead_article, page.lead_until = article, until
        return
    now = timezone.now()
    others = [each for each in page.pins.all() if each.until is None or each.until > now]
    first = page.pins.model(article=article, until=until)
    _set_pins(page, [first, *others][:MOST_PINS])


def _take(page: Front, article: ArticlePage) -> None:
    if page.lead_article_id == article.pk:
        page.lead_article, page.lead_until = None, None
    _set_pins(page, [each for each in page.pins.all() if each.article_id != article.pk])


def _set_pins(page: Any, pins: list[Any]) -> None:
    for place, each in enumerate(pins):
        each.sort_order = place
    page.pins = pins
